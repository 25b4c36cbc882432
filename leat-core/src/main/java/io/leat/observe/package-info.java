// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

/**
 * What can be seen of a job while it runs: samples of the records that leave its steps, the results of its windows with what closed
 * them and what went into them, the events that were too late with what they were late by, and what its steps keep.
 *
 * <p>An {@link io.leat.observe.Observation} is where to begin. Nothing is looked at while there is none.
 */
@NullMarked
package io.leat.observe;

import org.jspecify.annotations.NullMarked;
