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
 * @param stateOnHeap how many bytes of state have room on the heap, {@code Long.MAX_VALUE} for all; a host that keeps all of it there
 *     in any case takes no notice
 * @param seed of all that is random
 */
public record Schedule(
        int parallelism, List<Integer> restores, boolean strict, boolean refusing, long stateOnHeap, long seed) {
    public Schedule {
        restores = List.copyOf(restores);
    }

    /** Returns a schedule from the beginning to the end. */
    public static Schedule straight(int parallelism, long seed) {
        return new Schedule(parallelism, List.of(), false, false, Long.MAX_VALUE, seed);
    }

    /** Returns the same with restores after so many events. */
    public Schedule restoredAfter(List<Integer> events) {
        return new Schedule(parallelism, events, strict, refusing, stateOnHeap, seed);
    }

    /** Returns the same with events one at a time in the order of arrival of the case. */
    public Schedule strictly() {
        return new Schedule(parallelism, restores, true, refusing, stateOnHeap, seed);
    }

    /** Returns the same with sinks that refuse a few calls. */
    public Schedule refusingSome() {
        return new Schedule(parallelism, restores, strict, true, stateOnHeap, seed);
    }

    /** Returns the same with room for so many bytes of state on the heap. */
    public Schedule withStateOnHeap(long bytes) {
        return new Schedule(parallelism, restores, strict, refusing, bytes, seed);
    }

    /** Returns whether some of the state may have no room on the heap. */
    boolean hasLittleRoom() {
        return stateOnHeap < Long.MAX_VALUE;
    }

    /** Returns the schedule as a line. */
    @Override
    public String toString() {
        return "parallelism " + parallelism
                + (restores.isEmpty() ? "" : ", restored after " + restores + " events")
                + (strict ? ", event by event" : "")
                + (refusing ? ", sinks that refuse" : "")
                + (hasLittleRoom() ? ", " + stateOnHeap + " bytes of state on the heap" : "")
                + ", seed " + seed;
    }
}
