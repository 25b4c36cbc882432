// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.engine.collection;

import io.leat.codec.BinaryReader;
import io.leat.codec.BinaryWriter;
import io.leat.codec.Codec;
import org.jspecify.annotations.Nullable;

/**
 * Records in order of time, of equal times in order of arrival: those of one side of a join, or those that wait for the
 * watermark. Each has a mark whether it has found a partner, which only joins set. Adding at the end and dropping from the front,
 * the common cases, are O(1) amortised; adding elsewhere is O(n), finding a time O(log n).
 */
public final class TimedBuffer {
    private static final int FIRST_CAPACITY = 4;

    private long[] times = new long[FIRST_CAPACITY];
    private @Nullable Object[] values = new @Nullable Object[FIRST_CAPACITY];
    private boolean[] matched = new boolean[FIRST_CAPACITY];
    private int begin;
    private int end;

    /** Returns whether there is no record. */
    public boolean isEmpty() {
        return begin == end;
    }

    /** Returns the time of the first record; there must be one. */
    public long firstTime() {
        return times[begin];
    }

    /** Returns the place of the first record at or after a time; {@link #end} if there is none. */
    public int from(long time) {
        int low = begin;
        int high = end;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (times[middle] < time) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    /** Returns the place of the last record at or before a time; before {@link #begin} if there is none. */
    public int lastUpTo(long time) {
        return time == Long.MAX_VALUE ? end - 1 : from(time + 1) - 1;
    }

    /** Returns the place behind the last record. */
    public int end() {
        return end;
    }

    /** Returns the place of the first record. */
    public int begin() {
        return begin;
    }

    /** Returns the time of the record at a place from {@link #begin} to before {@link #end}. */
    public long time(int place) {
        return times[place];
    }

    /** Returns the value of the record at a place. */
    public @Nullable Object value(int place) {
        return values[place];
    }

    /** Returns whether a record has found a partner. */
    public boolean isMatched(int place) {
        return matched[place];
    }

    /** Notes that a record has found a partner, and returns whether it is the first. */
    public boolean match(int place) {
        boolean first = !matched[place];
        matched[place] = true;
        return first;
    }

    /** Adds a record without a partner. */
    public void add(@Nullable Object value, long time) {
        add(value, time, false);
    }

    /** Adds a record, behind those of the same time. */
    public void add(@Nullable Object value, long time, boolean isMatched) {
        if (end == times.length) {
            makeRoom();
        }
        int at = end;
        while (at > begin && times[at - 1] > time) {
            times[at] = times[at - 1];
            values[at] = values[at - 1];
            matched[at] = matched[at - 1];
            at--;
        }
        times[at] = time;
        values[at] = value;
        matched[at] = isMatched;
        end++;
    }

    private void makeRoom() {
        int size = end - begin;
        int capacity = 2 * size > times.length ? 2 * times.length : times.length;
        long[] newTimes = new long[capacity];
        @Nullable Object[] newValues = new @Nullable Object[capacity];
        boolean[] newMatched = new boolean[capacity];
        System.arraycopy(times, begin, newTimes, 0, size);
        System.arraycopy(values, begin, newValues, 0, size);
        System.arraycopy(matched, begin, newMatched, 0, size);
        times = newTimes;
        values = newValues;
        matched = newMatched;
        begin = 0;
        end = size;
    }

    /** Removes the first record and returns its value; there must be one. */
    public @Nullable Object poll() {
        Object value = values[begin];
        dropBefore(begin + 1);
        return value;
    }

    /** Drops the records at or before a time. */
    public void dropUpTo(long time) {
        int first = begin;
        while (first < end && times[first] <= time) {
            values[first++] = null;
        }
        beginAt(first);
    }

    /** Drops the records before a place. */
    public void dropBefore(int place) {
        int first = begin;
        while (first < place) {
            values[first++] = null;
        }
        beginAt(first);
    }

    private void beginAt(int first) {
        begin = first;
        if (begin == end) {
            begin = 0;
            end = 0;
        }
    }

    /** Writes all records; {@code codec} writes the values. */
    public void write(BinaryWriter out, Codec<@Nullable Object> codec) {
        out.writeInt(end - begin);
        for (int i = begin; i < end; i++) {
            out.writeLong(times[i]);
            codec.write(values[i], out);
            out.writeBoolean(matched[i]);
        }
    }

    /** Returns in words what {@link #write} writes, as a part of what a {@code StateCodec} writes. */
    public static String describe(Codec<?> values) {
        return "many<event[time:long,value:" + values.schema() + ",matched:boolean]>";
    }

    /** Adds what {@link #write} wrote. */
    public void read(BinaryReader in, Codec<@Nullable Object> codec) {
        for (int n = in.readInt(); n > 0; n--) {
            long time = in.readLong();
            add(codec.read(in), time, in.readBoolean());
        }
    }
}
