// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.engine.log;

import static java.lang.Math.max;
import static java.lang.Math.min;

import io.leat.codec.BinaryReader;
import io.leat.codec.BinaryWriter;
import java.util.Arrays;

/**
 * Where which events of a segment are: for each block the offset in the file, the index and the arrival of its first event, and
 * the least and the largest event time in it. A block is a row of frames of some 32 kB together. Not thread-safe.
 */
final class BlockIndex {
    /** A frame is not begun in a block that has this many bytes, nor an event in a frame that has. */
    static final int BLOCK_BYTES = 32 << 10;

    private static final int FIRST_CAPACITY = 64;

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
            grow(2 * size);
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

    int size() {
        return size;
    }

    long offset(int block) {
        return offsets[block];
    }

    long firstIndex(int block) {
        return firstIndexes[block];
    }

    long minTimeMs(int block) {
        return minTimesMs[block];
    }

    long maxTimeMs(int block) {
        return maxTimesMs[block];
    }

    /** Returns the last block that begins before an event; -1 if none does. */
    int before(long index) {
        return lastBelow(firstIndexes, index);
    }

    /** Returns the last block that begins with an event that arrived before a time; -1 if none does. */
    int arrivedBefore(long timeMs) {
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

    void write(BinaryWriter out) {
        out.writeUnsigned(size);
        for (int i = 0; i < size; i++) {
            out.writeUnsigned(offsets[i] - (i == 0 ? 0 : offsets[i - 1]));
            out.writeUnsigned(firstIndexes[i] - (i == 0 ? 0 : firstIndexes[i - 1]));
            out.writeLong(firstArrivalsMs[i] - (i == 0 ? 0 : firstArrivalsMs[i - 1]));
            out.writeLong(minTimesMs[i] - firstArrivalsMs[i]);
            out.writeUnsigned(maxTimesMs[i] - minTimesMs[i]);
        }
    }

    static BlockIndex read(BinaryReader in) {
        int count = in.readCount(5);
        BlockIndex read = new BlockIndex(count);
        long offset = 0;
        long firstIndex = 0;
        long firstArrivalMs = 0;
        for (int i = 0; i < count; i++) {
            offset += in.readUnsigned();
            firstIndex += in.readUnsigned();
            firstArrivalMs += in.readLong();
            long minTimeMs = firstArrivalMs + in.readLong();
            read.add(offset, firstIndex, firstArrivalMs, minTimeMs, minTimeMs + in.readUnsigned());
        }
        return read;
    }
}
