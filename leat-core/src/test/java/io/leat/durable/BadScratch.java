// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.durable;

import io.leat.engine.disk.Disk;
import io.leat.engine.disk.DiskInput;
import io.leat.engine.disk.DiskOutput;
import java.io.Closeable;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/** A disk whose directory for scratch files fails after so many bytes were written there, or after so many reads; everything else is good. */
record BadScratch(Disk disk, AtomicLong room, AtomicLong reads, boolean scratch) implements Disk {
    static BadScratch full(Disk disk, long bytes) {
        return new BadScratch(disk, new AtomicLong(bytes), new AtomicLong(Long.MAX_VALUE), false);
    }

    static BadScratch unreadable(Disk disk, long reads) {
        return new BadScratch(disk, new AtomicLong(Long.MAX_VALUE), new AtomicLong(reads), false);
    }

    @Override
    public List<String> files() throws IOException {
        return disk.files();
    }

    @Override
    public List<String> directories() throws IOException {
        return disk.directories();
    }

    @Override
    public Disk directory(String name) throws IOException {
        return new BadScratch(disk.directory(name), room, reads, name.equals(Disk.SCRATCH));
    }

    @Override
    public DiskOutput create(String name) throws IOException {
        return new Output(this, disk.create(name));
    }

    @Override
    public DiskOutput append(String name, long length) throws IOException {
        return new Output(this, disk.append(name, length));
    }

    @Override
    public DiskInput open(String name) throws IOException {
        return new Input(this, disk.open(name));
    }

    @Override
    public void rename(String from, String to) throws IOException {
        disk.rename(from, to);
    }

    @Override
    public void delete(String name) throws IOException {
        disk.delete(name);
    }

    @Override
    public void sync() throws IOException {
        disk.sync();
    }

    @Override
    public Closeable lock() throws IOException {
        return disk.lock();
    }

    private record Output(BadScratch to, DiskOutput out) implements DiskOutput {
        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            if (to.scratch && to.room.addAndGet(-length) < 0) {
                throw new IOException("No space left on device");
            }
            out.write(bytes, offset, length);
        }

        @Override
        public void force() throws IOException {
            out.force();
        }

        @Override
        public long length() {
            return out.length();
        }

        @Override
        public void close() throws IOException {
            out.close();
        }
    }

    private record Input(BadScratch from, DiskInput in) implements DiskInput {
        @Override
        public void read(long at, byte[] into, int offset, int length) throws IOException {
            if (from.scratch && from.reads.decrementAndGet() < 0) {
                throw new IOException("Input/output error");
            }
            in.read(at, into, offset, length);
        }

        @Override
        public long length() throws IOException {
            return in.length();
        }

        @Override
        public void close() throws IOException {
            in.close();
        }
    }
}
