// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.engine.directory.pack;

import io.leat.engine.directory.format.FileHeader;
import io.leat.engine.directory.format.FileKind;
import io.leat.engine.directory.format.FrameWriter;
import io.leat.engine.directory.format.Manifest;
import io.leat.engine.disk.Disk;
import io.leat.engine.disk.DiskInput;
import io.leat.engine.disk.DiskOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** Writes all files of a directory, and of those in it, into one. */
final class PackWriter {
    private static final int BLOCK = 1 << 20;

    private static final int BUFFER = 1 << 16;

    private final FrameWriter out;
    private final byte[] block = new byte[BLOCK];
    private long records;

    private PackWriter(FrameWriter out) {
        this.out = out;
    }

    /** Writes the file and returns when it is on the disk. */
    static void write(Disk job, String name, UUID run, DiskOutput file) throws IOException {
        FrameWriter out = FrameWriter.begin(file, new FileHeader(FileKind.PACK, run, 0), BUFFER);
        PackWriter writer = new PackWriter(out);
        writer.record(new PackRecord.Name(name));
        writer.directory(job, List.of());
        writer.record(new PackRecord.End(writer.records));
        out.force();
    }

    private void directory(Disk from, List<String> path) throws IOException {
        for (String name : from.directories()) {
            if (name.equals(Disk.SCRATCH)) {
                continue;
            }
            List<String> below = below(path, name);
            record(new PackRecord.Directory(below));
            directory(from.directory(name), below);
        }
        for (String name : from.files()) {
            if (!name.equals(Disk.LOCK) && !name.equals(Manifest.NAME)) {
                file(from, name, path);
            }
        }
        if (from.files().contains(Manifest.NAME)) {
            file(from, Manifest.NAME, path);
        }
    }

    private static List<String> below(List<String> path, String name) {
        List<String> below = new ArrayList<>(path);
        below.add(name);
        return below;
    }

    private void file(Disk from, String name, List<String> path) throws IOException {
        try (DiskInput in = from.open(name)) {
            long length = in.length();
            record(new PackRecord.File(below(path, name), length));
            for (long at = 0; at < length; ) {
                int some = (int) Math.min(BLOCK, length - at);
                in.read(at, block, 0, some);
                out.frame(PackRecord.BYTES_HEAD, block, 0, some);
                records++;
                at += some;
            }
        }
    }

    private void record(PackRecord record) throws IOException {
        out.frame(record.encode());
        records++;
    }
}
