// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.inspect;

/**
 * The state of a step.
 *
 * @param name of the step
 * @param kind of it, such as {@code window}; empty if it is not known
 * @param in how many records came in, in all lives of the job
 * @param entries how many it keeps: for a window one for each key and window
 * @param timers that are set
 * @param bytes of state as they are written; what is outdated counts until it is compacted
 * @param watermark in milliseconds of event time; {@code Long.MIN_VALUE} if there is none yet, {@code Long.MAX_VALUE} at the end
 */
public record KeptStep(String name, String kind, long in, long entries, long timers, long bytes, long watermark) {}
