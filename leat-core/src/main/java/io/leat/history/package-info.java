// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

/**
 * Time travel: what a job's sources were given, as long as its directory retains it.
 *
 * <p>{@link io.leat.history.EventHistory} answers which events came last, which have a time in a range, and which arrived in one; each
 * is a {@link io.leat.history.Recorded}. {@link io.leat.history.Replay} is a source that gives some of them to a pipeline again.
 *
 * <p>{@link io.leat.history.AsOf} is how a job stood at some time.
 */
@NullMarked
package io.leat.history;

import org.jspecify.annotations.NullMarked;
