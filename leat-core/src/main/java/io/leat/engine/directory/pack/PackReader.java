// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.engine.directory.pack;

import io.leat.codec.CodecException;
import io.leat.engine.directory.format.FileHeader;
import io.leat.engine.directory.format.FrameReader;
import io.leat.engine.directory.format.Manifest;
import io.leat.engine.disk.Disk;
import io.leat.engine.disk.DiskOutput;
import java.io.IOException;
import java.util.List;

/**
 * Reads what {@link PackWriter} wrote, back into files. The manifest gets its name last: without it, nobody takes the rest for a
 * job.
 */
final class PackReader {
    private final FrameReader in;
    private final Disk into;
    private long at = FileHeader.LENGTH;
    private long records;
    private boolean hasManifest;

    PackReader(FrameReader in, Disk into) {
        this.in = in;
        this.into = into;
    }

    /** Returns the name of the job, which is the first record. */
    static String name(FrameReader in) throws IOException {
        try {
            if (PackRecord.decode(in.read(FileHeader.LENGTH)) instanceof PackRecord.Name name) {
                return name.job();
            }
        } catch (CodecException e) {
            throw in.damaged(FileHeader.LENGTH, String.valueOf(e.getMessage()));
        }
        throw in.damaged(FileHeader.LENGTH, "it does not begin with the name of a job");
    }

    void read() throws IOException {
        name(in);
        payload();
        PackRecord record = next();
        while (!(record instanceof PackRecord.End end)) {
            if (record instanceof PackRecord.Directory directory) {
                disk(directory.path());
            } else if (record instanceof PackRecord.File file) {
                file(file);
            } else {
                throw in.damaged(at, "bytes that belong to no file");
            }
            record = next();
        }
        if (end.records() != records - 1 || at != in.length()) {
            throw in.damaged(at, "it should end here, after " + end.records() + " records");
        }
        if (!hasManifest) {
            throw in.damaged(at, "it has no " + Manifest.NAME);
        }
        into.sync();
        into.rename(Manifest.FRESH, Manifest.NAME);
        into.sync();
    }

    private PackRecord next() throws IOException {
        return decode(payload());
    }

    private byte[] payload() throws IOException {
        byte[] payload = in.read(at);
        at = in.next(at);
        records++;
        return payload;
    }

    private PackRecord decode(byte[] payload) throws IOException {
        try {
            return PackRecord.decode(payload);
        } catch (CodecException e) {
            throw in.damaged(at, String.valueOf(e.getMessage()));
        }
    }

    private Disk disk(List<String> path) throws IOException {
        Disk disk = into;
        for (String name : path) {
            disk = disk.directory(name);
        }
        return disk;
    }

    private void file(PackRecord.File file) throws IOException {
        List<String> path = file.path();
        Disk disk = disk(path.subList(0, path.size() - 1));
        String name = path.get(path.size() - 1);
        boolean isManifest = path.size() == 1 && name.equals(Manifest.NAME);
        hasManifest |= isManifest;
        try (DiskOutput out = disk.create(isManifest ? Manifest.FRESH : name)) {
            while (out.length() < file.bytes()) {
                bytes(out, file.bytes() - out.length());
            }
            out.force();
        }
        disk.sync();
    }

    private void bytes(DiskOutput out, long left) throws IOException {
        byte[] payload = payload();
        if (!(decode(payload) instanceof PackRecord.Bytes bytes) || payload.length - bytes.offset() > left) {
            throw in.damaged(at, "not the next bytes of the file");
        }
        out.write(payload, bytes.offset(), payload.length - bytes.offset());
    }
}
