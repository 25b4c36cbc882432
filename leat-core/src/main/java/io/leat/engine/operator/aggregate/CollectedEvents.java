// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.engine.operator.aggregate;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Events in order of time, of equal times in order of arrival, bounded in number. */
final class CollectedEvents {
    private static final int FIRST_CAPACITY = 4;

    private final ArrayList<@Nullable Object> events = new ArrayList<>(FIRST_CAPACITY);
    private long[] times = new long[FIRST_CAPACITY];

    /** Adds to {@code collected}, or to a new object if it is null, and returns it. Called by compiled accumulators. */
    static Object with(@Nullable Object collected, @Nullable Object event, long ts, int atMost) {
        CollectedEvents all = collected == null ? new CollectedEvents() : (CollectedEvents) collected;
        all.add(event, ts, atMost);
        return all;
    }

    private void add(@Nullable Object event, long ts, int atMost) {
        int at = placeFor(ts);
        if (at >= atMost) {
            return;
        }
        int size = events.size();
        if (size == times.length) {
            times = Arrays.copyOf(times, 2 * size);
        }
        System.arraycopy(times, at, times, at + 1, size - at);
        times[at] = ts;
        events.add(at, event);
        if (size == atMost) {
            events.remove(size);
        }
    }

    /** The place behind all events at or before {@code ts}: mostly the end. */
    private int placeFor(long ts) {
        int low = 0;
        int high = events.size();
        if (high == 0 || times[high - 1] <= ts) {
            return high;
        }
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (times[middle] <= ts) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    int size() {
        return events.size();
    }

    long time(int index) {
        return times[index];
    }

    @Nullable
    Object event(int index) {
        return events.get(index);
    }

    /** Returns the events as they are now. A copy. */
    List<@Nullable Object> asList() {
        return Collections.unmodifiableList(new ArrayList<>(events));
    }
}
