// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.metric;

/**
 * What one step has done since its job began, summed over its threads.
 *
 * @param step the name of the step
 * @param kind what it does, in a word: {@code from}, {@code filter} …
 * @param in records that came in; for a source those read, unreadable ones included
 * @param out records that went on
 * @param filtered records that a filter dropped
 * @param late records that came too late to count anywhere
 * @param partiallyLate records that were late for a part of their windows only
 * @param unwindowed records that fell into a gap between two others
 * @param failed records that became dead letters or were skipped, unreadable ones, and results of windows and pairs of joins
 *     that could not be made
 * @param windows windows that were opened; merged sessions count once
 * @param watermark the step's watermark in milliseconds of event time, the smallest of its threads
 * @param queued records waiting in front of the step
 * @param queueBound with so many waiting, nothing that feeds the step goes on; 0 where none can wait
 * @param entries keys, or keys in windows, for which the step keeps something
 * @param latency of a sink: from when a record was read to when the sink was given what came of it, or of the time that it moved. A
 *     sink that gets results when an epoch is sealed waits for that in addition
 */
public record StepMetrics(
        String step,
        String kind,
        long in,
        long out,
        long filtered,
        long late,
        long partiallyLate,
        long unwindowed,
        long failed,
        long windows,
        long watermark,
        long queued,
        long queueBound,
        long entries,
        Distribution latency) {
    /** Returns what outlives a restart: these metrics without {@link #queueBound}, {@link #entries} and {@link #latency}. */
    public StepMetrics counts() {
        return new StepMetrics(
                step,
                kind,
                in,
                out,
                filtered,
                late,
                partiallyLate,
                unwindowed,
                failed,
                windows,
                watermark,
                queued,
                0,
                0,
                Distribution.NONE);
    }
}
