// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.engine.store;

import io.leat.engine.disk.Disk;
import io.leat.engine.port.Entry;
import io.leat.engine.store.scratch.Scratch;
import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How much state a worker keeps on the heap, by the bytes that it would take when written, for all its tables together; and where the
 * rest goes. What has changed in the epoch that goes on cannot go: when that is much, the epoch should end early. One thread at a time.
 */
public final class StateRoom implements Closeable {
    /** By how much more room than is needed is made, as a share of all; so that it is not made for each entry. */
    private static final int AHEAD_SHARE = 64;

    private static final long MOST_AHEAD = 1 << 16;

    /** Files are as large as what they make up for, within bounds: so what is wanted no more takes little room on the disk. */
    private static final int LEAST_SEGMENT = 1 << 12;

    private final long limit;
    private final Disk disk;
    private final String name;
    private final int segmentBytes;
    private final List<Spill<?, ?>> spills = new ArrayList<>();

    /**
     * Makes the room of a worker.
     *
     * @param limit how many bytes there are to be at most
     * @param name what the names of its files begin with, and no others
     */
    public StateRoom(long limit, Disk disk, String name) {
        this(limit, disk, name, (int) Math.max(LEAST_SEGMENT, Math.min(limit, Scratch.SEGMENT_BYTES)));
    }

    StateRoom(long limit, Disk disk, String name, int segmentBytes) {
        this.limit = limit;
        this.disk = disk;
        this.name = name;
        this.segmentBytes = segmentBytes;
    }

    /** Lets a table share the room. */
    public <K extends @Nullable Object, S extends Entry> void add(HeapTable<K, S> table, StateForm<K, S> form) {
        Scratch scratch = new Scratch(disk, name + "-" + spills.size(), segmentBytes);
        Spill<K, S> spill = new Spill<>(table, form, this, scratch);
        spills.add(spill);
        table.spill(spill);
    }

    /** Makes room, if there is too little: of the table first that has most that can go. */
    void makeRoom() {
        long over = bytes() - limit;
        if (over <= 0) {
            return;
        }
        long wanted = over + Math.min(limit / AHEAD_SHARE, MOST_AHEAD);
        if (spills.size() > 1) {
            spills.sort(Comparator.comparingLong(spill -> spill.changedBytes() - spill.bytes()));
        }
        for (int i = 0; i < spills.size() && wanted > 0; i++) {
            wanted -= spills.get(i).evict(wanted);
        }
    }

    /** Returns about how many bytes there are. */
    long bytes() {
        long sum = 0;
        for (Spill<?, ?> spill : spills) {
            sum += spill.bytes();
        }
        return sum;
    }

    private long changedBytes() {
        long sum = 0;
        for (Spill<?, ?> spill : spills) {
            sum += spill.changedBytes();
        }
        return sum;
    }

    /** Returns whether so much has changed that the epoch should end. */
    public boolean wantsEpoch() {
        spills.forEach(Spill::guess);
        return changedBytes() > limit / 2;
    }

    /** Returns whether so much has changed that the epoch must end before more is taken in. */
    public boolean isFull() {
        return changedBytes() > limit;
    }

    /** Deletes the files. */
    @Override
    public void close() throws IOException {
        for (Spill<?, ?> spill : spills) {
            spill.close();
        }
    }
}
