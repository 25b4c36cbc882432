// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.testkit.host;

import java.util.List;

/**
 * How a case is run. Together with the case it repeats the run, as far as threads ever do.
 *
 * @param parallelism how many workers there are at first; a host that has but one takes no notice
 * @param restores after how many events, over all partitions, the run is thrown away and another goes on from its snapshot, in
 *     ascending order. More than there are events means: after all of them
 * @param strict whether events come one at a time, in the order of arrival of the case
 * @param refusing whether sinks refuse a few calls
 * @param seed of all that is random
 */
public record Schedule(int parallelism, List<Integer> restores, boolean strict, boolean refusing, long seed) {
    public Schedule {
        restores = List.copyOf(restores);
    }

    /** Returns a schedule from the beginning to the end. */
    public static Schedule straight(int parallelism, long seed) {
        return new Schedule(parallelism, List.of(), false, false, seed);
    }

    /** Returns the same with restores after so many events. */
    public Schedule restoredAfter(List<Integer> events) {
        return new Schedule(parallelism, events, strict, refusing, seed);
    }

    /** Returns the same with events one at a time in the order of arrival of the case. */
    public Schedule strictly() {
        return new Schedule(parallelism, restores, true, refusing, seed);
    }

    /** Returns the same with sinks that refuse a few calls. */
    public Schedule refusingSome() {
        return new Schedule(parallelism, restores, strict, true, seed);
    }

    /** Returns the schedule as a line. */
    @Override
    public String toString() {
        return "parallelism " + parallelism
                + (restores.isEmpty() ? "" : ", restored after " + restores + " events")
                + (strict ? ", event by event" : "")
                + (refusing ? ", sinks that refuse" : "")
                + ", seed " + seed;
    }
}
