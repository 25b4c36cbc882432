// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.engine.directory.format;

import io.leat.codec.BinaryReader;
import io.leat.engine.disk.Disk;
import io.leat.engine.disk.DiskInput;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import org.jspecify.annotations.Nullable;

/** Reads frames anywhere in a file, and checks each. One thread at a time. */
public final class FrameReader implements Closeable {
    private static final int BLOCK = 1 << 14;

    private final String path;
    private final DiskInput in;
    private final FileHeader header;
    private final FrameSum sum;
    private final long length;

    /** The last block that was read, so that neighbouring small frames cost one read. */
    private final byte[] block = new byte[BLOCK];

    private long blockAt;
    private int blockLength;

    private FrameReader(String path, DiskInput in, FileHeader header) throws IOException {
        this.path = path;
        this.in = in;
        this.header = header;
        this.sum = new FrameSum(header);
        this.length = in.length();
    }

    /** Opens a file that has to be there, of this kind, run and number. */
    public static FrameReader open(Disk disk, FileHeader header) throws IOException {
        String name = header.kind().fileName(header.number());
        DiskInput in = input(disk, name);
        try {
            header.require(in, path(disk, name));
            return new FrameReader(path(disk, name), in, header);
        } catch (Throwable e) {
            in.close();
            throw e;
        }
    }

    /** Opens a file that has to be there, of this kind and whatever run and number. */
    public static FrameReader open(Disk disk, String name, FileKind kind) throws IOException {
        DiskInput in = input(disk, name);
        try {
            return new FrameReader(path(disk, name), in, FileHeader.read(in, path(disk, name), kind));
        } catch (Throwable e) {
            in.close();
            throw e;
        }
    }

    private static DiskInput input(Disk disk, String name) throws IOException {
        try {
            return disk.open(name);
        } catch (NoSuchFileException e) {
            throw missing(disk, name);
        }
    }

    public static DamagedDirectoryException missing(Disk disk, String name) {
        return new DamagedDirectoryException(path(disk, name), 0, "it is missing");
    }

    private static String path(Disk disk, String name) {
        return disk + "/" + name;
    }

    public FileHeader header() {
        return header;
    }

    /** Returns how long the file was when it was opened. */
    public long length() {
        return length;
    }

    /** Returns the payload of the frame that begins there. */
    public byte[] read(long at) throws IOException {
        byte[] payload = tryToRead(at);
        if (payload == null) {
            throw damaged(at, "no whole frame begins there");
        }
        return payload;
    }

    /** Returns the payload of the frame that begins there, or null if none does that is whole. */
    byte @Nullable [] tryToRead(long at) throws IOException {
        long next = next(at);
        if (next < 0) {
            return null;
        }
        byte[] checksum = new byte[4];
        bytes(at + 4, checksum);
        byte[] payload = new byte[(int) (next - at - FrameSum.OVERHEAD)];
        bytes(at + FrameSum.OVERHEAD, payload);
        sum.begin(at, payload.length);
        sum.add(payload, 0, payload.length);
        return sum.value() == new BinaryReader(checksum).readFixedInt() ? payload : null;
    }

    /** Returns where the frame ends that begins there, going by its length alone; -1 if none can. */
    public long next(long at) throws IOException {
        if (at < FileHeader.LENGTH || at > length - FrameSum.OVERHEAD) {
            return -1;
        }
        byte[] head = new byte[4];
        bytes(at, head);
        int size = new BinaryReader(head).readFixedInt();
        long end = at + FrameSum.OVERHEAD + size;
        return size < 1 || end > length ? -1 : end;
    }

    /** Reads bytes that have to be there, checked by nothing. */
    void bytes(long at, byte[] into) throws IOException {
        if (into.length > BLOCK) {
            in.read(at, into, 0, into.length);
            return;
        }
        if (at < blockAt || at + into.length > blockAt + blockLength) {
            blockAt = at;
            blockLength = (int) Math.min(BLOCK, length - at);
            in.read(at, block, 0, blockLength);
        }
        System.arraycopy(block, (int) (at - blockAt), into, 0, into.length);
    }

    public DamagedDirectoryException damaged(long at, String what) {
        return new DamagedDirectoryException(path, at, what);
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
