// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

/**
 * Cases written by hand: each quotes a sentence of {@code docs/semantics.md}, and says what must come out of a few events.
 *
 * <p>They lie beside this class as {@code *.case} files and read like this:
 *
 * <pre>
 * case an event exactly the gap after the last
 * says an event exactly `gap` after the last opens a new session
 * window session 10
 * bound 5
 * events a@0 a@10
 * results
 *   a [0, 10) 1
 *   a [10, 20) 2
 * </pre>
 *
 * Events are named by their place in the list, from 1; {@code a@10} has the key a and the time 10 ms, {@code a@10/2} is of
 * partition 2, {@code r:a@10} of the right side of a join. They arrive in the order of the list. {@code docs/testing.md} tells
 * the rest.
 *
 * <p>{@link io.leat.testkit.written.CaseReader} reads them, {@link io.leat.testkit.written.WrittenCase} is one,
 * {@link io.leat.testkit.written.Form} is what stands between its events and its results.
 */
@NullMarked
package io.leat.testkit.written;

import org.jspecify.annotations.NullMarked;
