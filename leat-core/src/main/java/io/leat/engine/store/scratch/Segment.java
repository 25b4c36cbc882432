// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.engine.store.scratch;

import io.leat.codec.BinaryReader;
import io.leat.engine.disk.Disk;
import io.leat.engine.disk.DiskInput;
import io.leat.engine.disk.DiskOutput;
import java.io.IOException;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * A file of records. In front of a record are its length and a checksum of its address and itself, four bytes each, highest first. What
 * was written last waits in a buffer.
 */
final class Segment {
    /** What a record takes beside itself. */
    static final int OVERHEAD = 8;

    private static final int BUFFER = 1 << 16;

    private final Disk disk;
    private final String name;
    private final int number;
    private @Nullable DiskOutput out;
    private @Nullable DiskInput in;
    private byte[] buffer = new byte[BUFFER];
    private int buffered;
    private long written;
    private long records;
    private long bytes;
    private boolean sparse;

    /** Makes the file. */
    Segment(Disk disk, String name, int number) throws IOException {
        this.disk = disk;
        this.name = name;
        this.number = number;
        this.out = disk.create(name);
    }

    int number() {
        return number;
    }

    /** Returns where the next record will begin. */
    long length() {
        return written + buffered;
    }

    void append(long address, byte[] record) throws IOException {
        if (OVERHEAD + record.length > BUFFER - buffered) {
            flush();
        }
        int sum = sum(address, record);
        if (OVERHEAD + record.length > BUFFER) {
            byte[] whole = new byte[OVERHEAD + record.length];
            put(whole, 0, record, sum);
            write(whole, whole.length);
        } else {
            put(buffer, buffered, record, sum);
            buffered += OVERHEAD + record.length;
        }
        records++;
        bytes += OVERHEAD + record.length;
    }

    private static void put(byte[] into, int at, byte[] record, int sum) {
        putInt(into, at, record.length);
        putInt(into, at + 4, sum);
        System.arraycopy(record, 0, into, at + OVERHEAD, record.length);
    }

    private static void putInt(byte[] into, int at, int value) {
        for (int i = 0; i < 4; i++) {
            into[at + i] = (byte) (value >> (24 - 8 * i));
        }
    }

    private static int sum(long address, byte[] record) {
        CRC32C sum = new CRC32C();
        for (int shift = 0; shift < Long.SIZE; shift += 8) {
            sum.update((int) (address >> shift));
        }
        sum.update(record, 0, record.length);
        return (int) sum.getValue();
    }

    private void flush() throws IOException {
        write(buffer, buffered);
        buffered = 0;
    }

    private void write(byte[] from, int count) throws IOException {
        if (out == null) {
            throw new IllegalStateException(name + " is finished");
        }
        out.write(from, 0, count);
        written += count;
    }

    /** Says that nothing more will be appended. */
    void finish() throws IOException {
        flush();
        buffer = new byte[0];
        if (out != null) {
            out.close();
            out = null;
        }
    }

    /** Reads bytes that are there. */
    void read(long at, byte[] into, int count) throws IOException {
        int onDisk = (int) Math.max(0, Math.min(count, written - at));
        if (onDisk > 0) {
            if (in == null) {
                in = disk.open(name);
            }
            in.read(at, into, 0, onDisk);
        }
        if (onDisk < count) {
            System.arraycopy(buffer, (int) (at + onDisk - written), into, onDisk, count - onDisk);
        }
    }

    /** Checks what was read at an address. */
    void require(long address, byte[] head, byte[] record) throws IOException {
        if (new BinaryReader(head, 4, 4).readFixedInt() != sum(address, record)) {
            throw damaged(address);
        }
    }

    IOException damaged(long address) {
        return new IOException(disk + "/" + name + " has changed: the record with the address " + address
                + " is not what was written. Is the disk sound, and does nobody else write there?");
    }

    /** Takes note that a record is not wanted any more. */
    void free(long count) {
        records--;
        bytes -= count;
    }

    /** Returns about how many bytes a record takes that is wanted. */
    long meanBytes() {
        return bytes / records;
    }

    boolean isEmpty() {
        return records == 0;
    }

    /** Returns whether less than half of it is wanted; only the first time. */
    boolean becomesSparse() {
        boolean becomes = !sparse && 2 * bytes < length();
        sparse |= becomes;
        return becomes;
    }

    /** Closes and deletes the file. */
    void delete() throws IOException {
        if (out != null) {
            out.close();
        }
        if (in != null) {
            in.close();
        }
        disk.delete(name);
    }
}
