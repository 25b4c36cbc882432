// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.engine.directory.format;

import io.leat.engine.directory.format.ManifestRecord.Began;
import io.leat.engine.disk.Disk;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.util.List;
import java.util.UUID;

/**
 * The list of what happened to the directory: a file that is appended to. A record that is forced has happened. When it has grown
 * long, a short one that adds up to the same takes its place. One thread at a time.
 */
public final class Manifest implements Closeable {
    public static final String NAME = "MANIFEST";
    public static final String FRESH = "MANIFEST.new";

    private static final int BUFFER = 1 << 13;
    private static final long REWRITE_BYTES = 1 << 20;

    /** How far behind the last whole record others are looked for. */
    private static final long MAX_TORN_BYTES = 16 << 20;

    private final Disk disk;
    private FileHeader header;
    private FrameWriter out;
    private long forced;
    private long rewrittenBytes;

    private Manifest(Disk disk, FileHeader header, FrameWriter out) {
        this.disk = disk;
        this.header = header;
        this.out = out;
        this.forced = out.position();
    }

    /** Makes the manifest of a new directory. */
    public static void create(Disk disk, UUID run) throws IOException {
        FileHeader header = new FileHeader(FileKind.MANIFEST, run, 0);
        disk.delete(FRESH);
        replace(disk, header, new Catalog().records()).close();
    }

    /** Opens the manifest to go on behind what was read, and cuts the rest. */
    public static Manifest resume(Disk disk, Contents contents) throws IOException {
        FrameWriter out = FrameWriter.resume(disk.append(NAME, contents.end), contents.header, BUFFER);
        if (contents.isTorn()) {
            out.force();
        }
        return new Manifest(disk, contents.header, out);
    }

    /** Adds a record, and does not wait until it is on the disk. */
    public void append(ManifestRecord record) throws IOException {
        out.frame(record.encode(forced));
        out.flush();
    }

    /** Returns when all records are on the disk. */
    public void force() throws IOException {
        out.force();
        forced = out.position();
    }

    /** Returns whether it is time to {@link #rewrite}. */
    public boolean isLong() {
        return out.position() > Math.max(REWRITE_BYTES, 2 * rewrittenBytes);
    }

    /** Writes a manifest of these records alone, and puts it in the place of this. */
    public void rewrite(List<ManifestRecord> records) throws IOException {
        out.close();
        header = new FileHeader(FileKind.MANIFEST, header.run(), header.number() + 1);
        out = replace(disk, header, records);
        forced = out.position();
        rewrittenBytes = forced;
    }

    private static FrameWriter replace(Disk disk, FileHeader header, List<ManifestRecord> records) throws IOException {
        long length;
        try (FrameWriter fresh = FrameWriter.begin(disk.create(FRESH), header, BUFFER)) {
            for (ManifestRecord record : records) {
                fresh.frame(record.encode(fresh.position()));
            }
            fresh.force();
            length = fresh.position();
        }
        disk.rename(FRESH, NAME);
        disk.sync();
        return FrameWriter.resume(disk.append(NAME, length), header, BUFFER);
    }

    @Override
    public void close() throws IOException {
        out.close();
    }

    /**
     * What a manifest has.
     *
     * @param end behind the last whole record
     * @param length of the file
     */
    public record Contents(FileHeader header, Catalog catalog, long end, long length) {
        /** Returns whether this was read after another, and something has happened between. */
        public boolean isAfter(Contents before) {
            return header.number() != before.header.number() || end > before.end;
        }

        /** Returns whether something follows that is no record. */
        boolean isTorn() {
            return length > end;
        }
    }

    /**
     * Reads the manifest.
     *
     * @throws NoSuchFileException if there is none
     */
    public static Contents read(Disk disk) throws IOException {
        try (FrameReader file = FrameReader.open(disk, NAME, FileKind.MANIFEST)) {
            Catalog catalog = new Catalog();
            long at = FileHeader.LENGTH;
            long owed = 1;
            for (byte[] payload = file.tryToRead(at); payload != null; payload = file.tryToRead(at)) {
                owed += apply(payload, catalog, file, at) - 1;
                at += FrameSum.OVERHEAD + payload.length;
            }
            if (owed > 0) {
                throw file.damaged(at, owed + " records less than it began with");
            }
            requireTorn(file, at);
            return new Contents(file.header(), catalog, at, file.length());
        }
    }

    /** Returns how many records have to follow, as far as this one tells. */
    private static long apply(byte[] payload, Catalog catalog, FrameReader file, long at) throws IOException {
        try {
            ManifestRecord record = ManifestRecord.decode(payload);
            if ((at == FileHeader.LENGTH) != record instanceof Began) {
                throw file.damaged(at, "a manifest has one record of type M, the first");
            }
            catalog.apply(record);
            return record instanceof Began began ? began.records() : 0;
        } catch (IllegalArgumentException e) { // a CodecException is one
            throw file.damaged(at, String.valueOf(e.getMessage()));
        }
    }

    /**
     * Checks that the bytes that follow the last whole record can be what a crash leaves: records that were not forced yet. If a
     * whole record follows that was written when these were on the disk, they have been damaged since.
     */
    private static void requireTorn(FrameReader file, long end) throws IOException {
        long until = Math.min(file.length(), end + MAX_TORN_BYTES);
        for (long at = end + 1; at < until; at++) {
            byte[] payload = file.tryToRead(at);
            if (payload != null && payload.length > 1 && ManifestRecord.forced(payload) > end) {
                throw file.damaged(end, "no whole record begins there, one follows at " + at);
            }
        }
    }
}
