// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.testkit.machine;

import io.leat.engine.disk.Disk;
import io.leat.engine.disk.DiskInput;
import io.leat.engine.disk.DiskOutput;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32;

/**
 * The smallest log that survives a crash, to try a disk with: numbers, each in a record with a checksum. When it is opened it is
 * written anew: what can be read may be in the memory of the machine alone, where an earlier process has failed to force it, and
 * forcing it again does nothing.
 */
final class TinyLog implements Closeable {
    private static final String NAME = "log";
    private static final String FRESH = "log.new";
    private static final int RECORD = 2 * Long.BYTES;

    /** How it forces, if it is not done right. */
    enum Care {
        FORCES,
        /** Hands out what is only written. */
        DOES_NOT_FORCE,
        /** Calls again when a force has failed. */
        FORCES_AGAIN
    }

    private final DiskOutput out;
    private final Care care;
    private final List<Long> recovered;

    TinyLog(Disk disk, Care care) throws IOException {
        this.care = care;
        this.recovered = recover(disk);
        disk.delete(FRESH);
        this.out = disk.create(FRESH);
        for (long number : recovered) {
            write(number);
        }
        if (care != Care.DOES_NOT_FORCE) {
            out.force();
        }
        disk.rename(FRESH, NAME);
        disk.sync();
    }

    private static List<Long> recover(Disk disk) throws IOException {
        List<Long> numbers = new ArrayList<>();
        if (!disk.files().contains(NAME)) {
            return numbers;
        }
        try (DiskInput in = disk.open(NAME)) {
            byte[] record = new byte[RECORD];
            for (long at = 0; at + RECORD <= in.length(); at += RECORD) {
                in.read(at, record, 0, RECORD);
                ByteBuffer fields = ByteBuffer.wrap(record);
                long number = fields.getLong();
                if (fields.getLong() != checksum(number, at)) {
                    break;
                }
                numbers.add(number);
            }
        }
        return numbers;
    }

    private static long checksum(long number, long at) {
        CRC32 crc = new CRC32();
        crc.update(ByteBuffer.allocate(RECORD).putLong(number).putLong(at).flip());
        return crc.getValue();
    }

    List<Long> recovered() {
        return recovered;
    }

    /** Adds a number; when this returns it is there for good. */
    void add(long number) throws IOException {
        write(number);
        if (care == Care.DOES_NOT_FORCE) {
            return;
        }
        try {
            out.force();
        } catch (IOException e) {
            if (care != Care.FORCES_AGAIN) {
                throw e;
            }
            out.force();
        }
    }

    private void write(long number) throws IOException {
        byte[] record = ByteBuffer.allocate(RECORD)
                .putLong(number)
                .putLong(checksum(number, out.length()))
                .array();
        out.write(record, 0, RECORD);
    }

    @Override
    public void close() throws IOException {
        out.close();
    }
}
