// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.engine.directory.format;

import io.leat.codec.BinaryReader;
import io.leat.codec.BinaryWriter;
import io.leat.engine.disk.DiskInput;
import java.io.IOException;
import java.util.UUID;
import java.util.zip.CRC32C;

/**
 * How each file begins: {@code LEAT}, the kind, the version of the format, the run, the number of the file and a checksum of these,
 * {@value #LENGTH} bytes. These stay the same in every version. Every frame's checksum covers them too, so a file, or a piece of
 * one, is known to be where it belongs.
 *
 * @param run made at random with the directory
 * @param number of the file, unlike that of every other in the directory that is not a manifest
 */
public record FileHeader(FileKind kind, UUID run, long number) {
    public static final int VERSION = 1;
    public static final int LENGTH = 36;

    private static final int MAGIC = 0x4C454154;
    private static final int VERSION_AT = 5;
    private static final int NUMBER_AT = 24;

    public byte[] encode() {
        return encode(VERSION);
    }

    public byte[] encode(int version) {
        BinaryWriter out = new BinaryWriter(LENGTH);
        out.writeFixedInt(MAGIC);
        out.writeByte(kind.code);
        out.writeByte(version >> 16);
        out.writeByte(version >> 8);
        out.writeByte(version);
        out.writeFixedLong(run.getMostSignificantBits());
        out.writeFixedLong(run.getLeastSignificantBits());
        out.writeFixedLong(number);
        out.writeFixedInt(checksum(out.toByteArray()));
        return out.toByteArray();
    }

    private static int checksum(byte[] header) {
        CRC32C sum = new CRC32C();
        sum.update(header, 0, LENGTH - 4);
        return (int) sum.getValue();
    }

    /**
     * Reads what a file begins with.
     *
     * @throws NewerFormatException if a newer version wrote it
     * @throws DamagedDirectoryException if it is not that of a file of this kind
     */
    public static FileHeader read(DiskInput in, String path, FileKind kind) throws IOException {
        if (in.length() < LENGTH) {
            throw new DamagedDirectoryException(path, in.length(), "it ends within its first " + LENGTH + " bytes");
        }
        byte[] bytes = new byte[LENGTH];
        in.read(0, bytes, 0, LENGTH);
        BinaryReader reader = new BinaryReader(bytes);
        int magic = reader.readFixedInt();
        int code = reader.readByte();
        int version = reader.readFixedInt() >>> 8;
        check(path, bytes, magic);
        if (version > VERSION) {
            throw new NewerFormatException(path, version, VERSION);
        }
        if (code != kind.code || version < 1) {
            throw new DamagedDirectoryException(path, 4, "it is no " + kind + " of version 1 or later");
        }
        BinaryReader rest = new BinaryReader(bytes, VERSION_AT + 3, LENGTH - VERSION_AT - 3);
        return new FileHeader(kind, new UUID(rest.readFixedLong(), rest.readFixedLong()), rest.readFixedLong());
    }

    private static void check(String path, byte[] bytes, int magic) throws DamagedDirectoryException {
        if (magic != MAGIC) {
            throw new DamagedDirectoryException(path, 0, "it does not begin like a file of Leat");
        }
        int sum = new BinaryReader(bytes, LENGTH - 4, 4).readFixedInt();
        if (sum != checksum(bytes)) {
            throw new DamagedDirectoryException(path, LENGTH - 4, "the checksum of its first bytes is wrong");
        }
    }

    /** Reads what a file begins with and checks that it is the file expected. */
    public void require(DiskInput in, String path) throws IOException {
        FileHeader found = read(in, path, kind);
        if (!found.run.equals(run)) {
            throw new DamagedDirectoryException(
                    path, VERSION_AT + 3, "it belongs to run " + found.run + " and not to " + run);
        }
        if (found.number != number) {
            throw new DamagedDirectoryException(path, NUMBER_AT, "it is number " + found.number + " and not " + number);
        }
    }
}
