// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.engine.operator.pattern;

import io.leat.codec.BinaryReader;
import io.leat.codec.BinaryWriter;
import io.leat.codec.Codec;
import org.jspecify.annotations.Nullable;

/**
 * Events that wait for the watermark, in order of time, of equal times in order of arrival. Adding at the end and removing at
 * the front, the common cases, are O(1) amortised; adding elsewhere is O(n).
 */
final class EventQueue {
    private static final int FIRST_CAPACITY = 4;

    private long[] times = new long[FIRST_CAPACITY];
    private @Nullable Object[] values = new @Nullable Object[FIRST_CAPACITY];
    private int begin;
    private int end;

    boolean isEmpty() {
        return begin == end;
    }

    /** Returns the time of the first event; there must be one. */
    long firstTime() {
        return times[begin];
    }

    void add(@Nullable Object value, long time) {
        if (end == times.length) {
            makeRoom();
        }
        int at = end;
        while (at > begin && times[at - 1] > time) {
            times[at] = times[at - 1];
            values[at] = values[at - 1];
            at--;
        }
        times[at] = time;
        values[at] = value;
        end++;
    }

    private void makeRoom() {
        int size = end - begin;
        int capacity = 2 * size > times.length ? 2 * times.length : times.length;
        long[] newTimes = new long[capacity];
        @Nullable Object[] newValues = new @Nullable Object[capacity];
        System.arraycopy(times, begin, newTimes, 0, size);
        System.arraycopy(values, begin, newValues, 0, size);
        times = newTimes;
        values = newValues;
        begin = 0;
        end = size;
    }

    /** Removes the first event and returns it; there must be one. */
    @Nullable
    Object poll() {
        Object value = values[begin];
        values[begin++] = null;
        if (begin == end) {
            begin = 0;
            end = 0;
        }
        return value;
    }

    void write(BinaryWriter out, Codec<@Nullable Object> events) {
        out.writeInt(end - begin);
        for (int i = begin; i < end; i++) {
            out.writeLong(times[i]);
            events.write(values[i], out);
        }
    }

    void read(BinaryReader in, Codec<@Nullable Object> events) {
        for (int n = in.readInt(); n > 0; n--) {
            long time = in.readLong();
            add(events.read(in), time);
        }
    }
}
