// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.engine.store.scratch;

import io.leat.engine.disk.Disk;
import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Records on a disk: each has an address, by which it is read back and let go of. They are appended to segments. One of which more
 * than half has been let go of is emptied: its other records are written again elsewhere, some at a time, and its file is deleted.
 * Nothing is forced. One thread at a time; after a failure it is of no use.
 *
 * <p>The address of a record is the number of its segment, from 1, and where in that it begins: never 0, and of {@value #ADDRESS_BITS} bits.
 */
public final class Scratch implements Closeable {
    /** How many bits an address has. */
    public static final int ADDRESS_BITS = 40;

    private static final int OFFSET_BITS = 26;
    private static final int MOST_SEGMENTS = 1 << (ADDRESS_BITS - OFFSET_BITS);

    /** After how many bytes a segment is full where much is kept. */
    public static final int SEGMENT_BYTES = 1 << 25;

    private static final int FEW_BYTES = 1 << 9;
    private static final int MANY_BYTES = 1 << 16;

    private final Disk disk;
    private final String name;
    private final int segmentBytes;
    /** By number; null where one was deleted. */
    private final List<@Nullable Segment> segments = new ArrayList<>();

    private final Block atRandom = new Block(FEW_BYTES);
    private final Block inOrder = new Block(MANY_BYTES);
    private final Block emptied = new Block(MANY_BYTES);
    private @Nullable Segment current;
    /** Those to be emptied; of the first, everything before {@link #emptiedTo} is. */
    private final ArrayDeque<Segment> sparse = new ArrayDeque<>();

    private long emptiedTo;

    /** Takes records of a segment that is emptied. */
    @FunctionalInterface
    public interface Visitor {
        /** Writes the record again and lets go of it here, if it is still wanted. */
        void visit(long address, byte[] record) throws IOException;
    }

    /**
     * Makes one without records.
     *
     * @param name what the names of its files begin with, and no others
     * @param segmentBytes after how many bytes the next segment is begun; less than 64 MiB
     */
    public Scratch(Disk disk, String name, int segmentBytes) {
        this.disk = disk;
        this.name = name;
        this.segmentBytes = Objects.checkIndex(segmentBytes, 1 << OFFSET_BITS);
        segments.add(null);
    }

    /** Appends a record and returns its address. */
    public long append(byte[] record) throws IOException {
        Segment to = current;
        if (to == null || to.length() >= segmentBytes) {
            to = begin();
        }
        long address = (long) to.number() << OFFSET_BITS | to.length();
        to.append(address, record);
        return address;
    }

    private Segment begin() throws IOException {
        Segment full = current;
        current = null;
        if (full != null) {
            full.finish();
            judge(full);
        }
        int number = 1;
        while (number < segments.size() && segments.get(number) != null) {
            number++;
        }
        if (number == MOST_SEGMENTS) {
            throw new IOException(MOST_SEGMENTS + " files " + disk + "/" + name + "-… are all there can be");
        }
        Segment fresh = new Segment(disk, name + "-" + number, number);
        if (number == segments.size()) {
            segments.add(fresh);
        } else {
            segments.set(number, fresh);
        }
        current = fresh;
        return fresh;
    }

    /** Reads a record. */
    public byte[] read(long address) throws IOException {
        return read(address, atRandom);
    }

    /** Reads a record that others will follow, in ascending order of their addresses. */
    public byte[] readInOrder(long address) throws IOException {
        return read(address, inOrder);
    }

    private byte[] read(long address, Block by) throws IOException {
        return by.record(segment(address), address & ((1 << OFFSET_BITS) - 1), address);
    }

    private Segment segment(long address) {
        return Objects.requireNonNull(segments.get((int) (address >>> OFFSET_BITS)));
    }

    /** Lets go of a record. */
    public void free(long address, byte[] record) throws IOException {
        free(segment(address), Segment.OVERHEAD + record.length);
    }

    /** Lets go of a record without knowing it: it is taken for one of mean length. */
    public void free(long address) throws IOException {
        Segment of = segment(address);
        free(of, of.meanBytes());
    }

    private void free(Segment of, long bytes) throws IOException {
        of.free(bytes);
        if (of != current) {
            judge(of);
        }
    }

    private void judge(Segment segment) throws IOException {
        if (segment.isEmpty()) {
            delete(segment);
        } else if (segment.becomesSparse()) {
            sparse.add(segment);
        }
    }

    private void delete(Segment segment) throws IOException {
        if (sparse.peek() == segment) {
            emptiedTo = 0;
        }
        sparse.remove(segment);
        segments.set(segment.number(), null);
        segment.delete();
    }

    /**
     * Does some of the work that keeps the files small.
     *
     * @param records how many are looked at, if there are as many
     */
    public void tidy(int records, Visitor visitor) throws IOException {
        for (int i = 0; i < records && !sparse.isEmpty(); i++) {
            Segment from = sparse.element();
            if (emptiedTo >= from.length()) {
                throw new IllegalStateException("a segment has records that nobody wants and nobody has let go of");
            }
            long address = (long) from.number() << OFFSET_BITS | emptiedTo;
            byte[] record = read(address, emptied);
            emptiedTo += Segment.OVERHEAD + record.length;
            visitor.visit(address, record);
        }
    }

    /** Returns how many bytes the files have. */
    public long bytes() {
        long sum = 0;
        for (Segment segment : segments) {
            sum += segment == null ? 0 : segment.length();
        }
        return sum;
    }

    /** Deletes the files. */
    @Override
    public void close() throws IOException {
        for (Segment segment : segments) {
            if (segment != null) {
                segment.delete();
            }
        }
        segments.clear();
    }
}
