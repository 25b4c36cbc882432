// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.engine.log.segment;

import io.leat.codec.BinaryReader;
import io.leat.codec.BinaryWriter;
import io.leat.engine.disk.Disk;
import io.leat.engine.disk.DiskInput;
import java.io.IOException;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * A file of a log, to read: one that is full, or the one that is written. It is there as long as somebody holds it. Thread-safe.
 *
 * <p>A full one ends with the index of its blocks, a frame, and a trailer: the {@link Extent}, a CRC-32C of it and the index of the
 * first event, and four letters.
 */
public final class Segment {
    private static final int TRAILER_BYTES = Extent.BYTES + 2 * Integer.BYTES;
    private static final int TRAILER_LETTERS = 0x4C454146;

    private final Disk disk;
    private final String file;
    private final long firstIndex;
    private final SegmentHeader header;
    private volatile Extent extent;
    /** Of a segment that is not full; then it is in the file. */
    private @Nullable BlockIndex blocks;

    private int holders;
    private boolean deleted;
    private @Nullable DiskInput input;

    private Segment(Disk disk, String file, SegmentHeader header, Extent extent, @Nullable BlockIndex blocks) {
        this.disk = disk;
        this.file = file;
        this.firstIndex = SegmentHeader.firstIndex(file);
        this.header = header;
        this.extent = extent;
        this.blocks = blocks;
    }

    /** Returns one that has nothing in it yet but its header. */
    static Segment empty(Disk disk, String file, SegmentHeader header, long lastArrivalMs) {
        Extent extent = Extent.empty(header.end(), SegmentHeader.firstIndex(file), lastArrivalMs);
        return new Segment(disk, file, header, extent, new BlockIndex());
    }

    /**
     * Returns a segment that is full; null if the file does not end as one.
     *
     * @throws DamagedLogException if it ends so, but does not begin as that segment
     */
    static @Nullable Segment full(Disk disk, String file, String log) throws IOException {
        try (DiskInput in = disk.open(file)) {
            Extent extent = trailer(in, SegmentHeader.firstIndex(file));
            if (extent == null) {
                return null;
            }
            SegmentHeader header = SegmentHeader.read(in, where(disk, file), log, SegmentHeader.firstIndex(file));
            return new Segment(disk, file, header, extent, null);
        }
    }

    private static @Nullable Extent trailer(DiskInput in, long firstIndex) throws IOException {
        long at = in.length() - TRAILER_BYTES;
        if (at < 0) {
            return null;
        }
        byte[] bytes = new byte[TRAILER_BYTES];
        in.read(at, bytes, 0, TRAILER_BYTES);
        BinaryReader reader = new BinaryReader(bytes);
        Extent extent = Extent.read(reader);
        boolean good = reader.readFixedInt() == crc(bytes, firstIndex) && reader.readFixedInt() == TRAILER_LETTERS;
        return good && extent.length() <= at ? extent : null;
    }

    private static int crc(byte[] trailer, long firstIndex) {
        BinaryWriter index = new BinaryWriter();
        index.writeFixedLong(firstIndex);
        CRC32C crc = new CRC32C();
        crc.update(index.toByteArray());
        crc.update(trailer, 0, Extent.BYTES);
        return (int) crc.getValue();
    }

    /** Returns what comes behind the frames of a segment that is full. */
    byte[] footer(long forced) throws IOException {
        BinaryWriter index = Frame.begin(Frame.INDEX);
        index.writeRaw(blocks().bytes());
        Frame frame = Frame.of(index);
        frame.seal(extent.length(), forced);
        BinaryWriter out = new BinaryWriter(frame.bytes.length + TRAILER_BYTES);
        BinaryWriter trailer = new BinaryWriter(TRAILER_BYTES);
        extent.write(trailer);
        trailer.writeFixedInt(crc(trailer.toByteArray(), firstIndex));
        trailer.writeFixedInt(TRAILER_LETTERS);
        out.writeRaw(frame.bytes);
        out.writeRaw(trailer);
        return out.toByteArray();
    }

    // ---- what is in it --------------------------------------------------------------------------------------------

    /** Makes a frame readable. */
    synchronized void add(Frame.Content frame, long offset, long end) {
        if (frame.count() > 0 && blocks != null) {
            blocks.add(frame, offset);
        }
        extent = extent.plus(frame, end);
    }

    /** Takes note that there will be no more, and the file has its footer. */
    synchronized void fulled() {
        extent = extent.fulled();
        blocks = null;
    }

    public Extent extent() {
        return extent;
    }

    /** Returns the blocks as they are now. Who calls it holds the segment. */
    public BlockIndex blocks() throws IOException {
        synchronized (this) {
            if (blocks != null) {
                return blocks.copy();
            }
        }
        DiskInput in = input();
        FrameInput frames = new FrameInput(in, where(), extent.length());
        if (!frames.next(in.length() - TRAILER_BYTES) || frames.kind() != Frame.INDEX) {
            throw new DamagedLogException(where(), extent.length(), "the index of the segment is not there");
        }
        return BlockIndex.of(frames.payload().readRaw(frames.payload().remaining()));
    }

    String file() {
        return file;
    }

    /** Returns the file for messages. */
    public String where() {
        return where(disk, file);
    }

    static String where(Disk disk, String file) {
        return disk + "/" + file;
    }

    public long firstIndex() {
        return firstIndex;
    }

    /** Returns where the first frame behind the header begins. */
    public long begin() {
        return header.end();
    }

    /** Returns what the events are, in words. */
    public String schema() {
        return header.schema();
    }

    // ---- as long as it is held ------------------------------------------------------------------------------------

    /** Lets it not be deleted until {@link #release}; returns false if it is already. */
    public synchronized boolean hold() {
        if (!deleted) {
            holders++;
        }
        return !deleted;
    }

    /** Undoes a {@link #hold}. */
    public synchronized void release() throws IOException {
        if (--holders == 0 && input != null) {
            DiskInput closed = input;
            input = null;
            closed.close();
        }
    }

    /** Returns the file to read from. Who calls it holds the segment. */
    public synchronized DiskInput input() throws IOException {
        if (input == null) {
            input = disk.open(file);
        }
        return input;
    }

    /** Deletes it unless it is held, and returns whether it is gone. */
    synchronized boolean delete() throws IOException {
        if (holders == 0 && !deleted) {
            deleted = true;
            disk.delete(file);
            disk.sync(); // before that of the next one, or there might be a gap
        }
        return deleted;
    }
}
