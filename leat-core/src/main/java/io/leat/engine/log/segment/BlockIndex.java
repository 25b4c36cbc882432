// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.engine.log.segment;

import static java.lang.Math.max;
import static java.lang.Math.min;

import java.nio.ByteBuffer;
import java.nio.LongBuffer;
import java.util.Arrays;

/**
 * Where which events of a segment are: for each block the offset in the file, the index and the arrival of its first event, and
 * the least and the largest event time in it. A block is a row of frames of some 32 kB together. Not thread-safe.
 */
public final class BlockIndex {
    /** A frame is not begun in a block that has this many bytes, nor an event in a frame that has. */
    public static final int BLOCK_BYTES = 32 << 10;

    private static final int FIRST_CAPACITY = 64;
    private static final int COLUMNS = 5;

    private int size;
    private long[] offsets;
    private long[] firstIndexes;
    private long[] firstArrivalsMs;
    private long[] minTimesMs;
    private long[] maxTimesMs;

    BlockIndex() {
        this(FIRST_CAPACITY);
    }

    private BlockIndex(int capacity) {
        offsets = new long[capacity];
        firstIndexes = new long[capacity];
        firstArrivalsMs = new long[capacity];
        minTimesMs = new long[capacity];
        maxTimesMs = new long[capacity];
    }

    /** Takes note of a frame of events, which is behind all others. */
    void add(Frame.Content frame, long offset) {
        if (size > 0 && offset - offsets[size - 1] < BLOCK_BYTES) {
            minTimesMs[size - 1] = min(minTimesMs[size - 1], frame.minTimeMs());
            maxTimesMs[size - 1] = max(maxTimesMs[size - 1], frame.maxTimeMs());
        } else {
            add(offset, frame.firstIndex(), frame.firstArrivalMs(), frame.minTimeMs(), frame.maxTimeMs());
        }
    }

    private void add(long offset, long firstIndex, long firstArrivalMs, long minTimeMs, long maxTimeMs) {
        if (size == offsets.length) {
            grow(Math.max(FIRST_CAPACITY, 2 * size));
        }
        offsets[size] = offset;
        firstIndexes[size] = firstIndex;
        firstArrivalsMs[size] = firstArrivalMs;
        minTimesMs[size] = minTimeMs;
        maxTimesMs[size] = maxTimeMs;
        size++;
    }

    private void grow(int capacity) {
        offsets = Arrays.copyOf(offsets, capacity);
        firstIndexes = Arrays.copyOf(firstIndexes, capacity);
        firstArrivalsMs = Arrays.copyOf(firstArrivalsMs, capacity);
        minTimesMs = Arrays.copyOf(minTimesMs, capacity);
        maxTimesMs = Arrays.copyOf(maxTimesMs, capacity);
    }

    /** Returns a copy. */
    BlockIndex copy() {
        BlockIndex copy = new BlockIndex(0);
        copy.offsets = offsets.clone();
        copy.firstIndexes = firstIndexes.clone();
        copy.firstArrivalsMs = firstArrivalsMs.clone();
        copy.minTimesMs = minTimesMs.clone();
        copy.maxTimesMs = maxTimesMs.clone();
        copy.size = size;
        return copy;
    }

    public int size() {
        return size;
    }

    public long offset(int block) {
        return offsets[block];
    }

    public long firstIndex(int block) {
        return firstIndexes[block];
    }

    public long minTimeMs(int block) {
        return minTimesMs[block];
    }

    public long maxTimeMs(int block) {
        return maxTimesMs[block];
    }

    /** Returns the last block that begins before an event; -1 if none does. */
    public int before(long index) {
        return lastBelow(firstIndexes, index);
    }

    /** Returns the last block that begins with an event that arrived before a time; -1 if none does. */
    public int arrivedBefore(long timeMs) {
        return lastBelow(firstArrivalsMs, timeMs);
    }

    private int lastBelow(long[] sorted, long bound) {
        int low = 0;
        int high = size;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (sorted[middle] < bound) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low - 1;
    }

    // ---- as bytes -------------------------------------------------------------------------------------------------

    /** Returns the columns one after the other, eight bytes a number. */
    byte[] bytes() {
        ByteBuffer bytes = ByteBuffer.allocate(COLUMNS * Long.BYTES * size);
        LongBuffer out = bytes.asLongBuffer();
        out.put(offsets, 0, size).put(firstIndexes, 0, size).put(firstArrivalsMs, 0, size);
        out.put(minTimesMs, 0, size).put(maxTimesMs, 0, size);
        return bytes.array();
    }

    /** Reads what {@link #bytes} has made. */
    static BlockIndex of(byte[] bytes) {
        BlockIndex read = new BlockIndex(bytes.length / (COLUMNS * Long.BYTES));
        read.size = read.offsets.length;
        LongBuffer in = ByteBuffer.wrap(bytes).asLongBuffer();
        in.get(read.offsets).get(read.firstIndexes).get(read.firstArrivalsMs);
        in.get(read.minTimesMs).get(read.maxTimesMs);
        return read;
    }
}
