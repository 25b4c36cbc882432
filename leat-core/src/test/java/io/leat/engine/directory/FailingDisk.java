// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.engine.directory;

import io.leat.engine.disk.Disk;
import io.leat.engine.disk.DiskInput;
import io.leat.engine.disk.DiskOutput;
import java.io.Closeable;
import java.io.IOException;
import java.util.List;

/** A disk that counts what changes it, and fails from a call on. A write that fails has written half. */
final class FailingDisk implements Disk {
    private final Disk disk;
    private long failAt;
    private long calls;

    FailingDisk(Disk disk, long failAt) {
        this.disk = disk;
        this.failAt = failAt;
    }

    /** Lets the call fail that comes after so many others from now on, and all after that. */
    void failAfter(long others) {
        failAt = calls + others + 1;
    }

    long calls() {
        return calls;
    }

    boolean hasFailed() {
        return calls >= failAt;
    }

    private void call(String what) throws IOException {
        if (++calls >= failAt) {
            throw new IOException("failed on purpose: " + what);
        }
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
        return disk.directory(name);
    }

    @Override
    public DiskOutput create(String name) throws IOException {
        call("create " + name);
        return new Output(name, disk.create(name));
    }

    @Override
    public DiskOutput append(String name, long length) throws IOException {
        call("append to " + name);
        return new Output(name, disk.append(name, length));
    }

    @Override
    public DiskInput open(String name) throws IOException {
        return disk.open(name);
    }

    @Override
    public void rename(String from, String to) throws IOException {
        call("rename " + from);
        disk.rename(from, to);
    }

    @Override
    public void delete(String name) throws IOException {
        call("delete " + name);
        disk.delete(name);
    }

    @Override
    public void sync() throws IOException {
        call("sync");
        disk.sync();
    }

    @Override
    public Closeable lock() throws IOException {
        return disk.lock();
    }

    @Override
    public String toString() {
        return disk.toString();
    }

    private final class Output implements DiskOutput {
        private final String name;
        private final DiskOutput out;

        Output(String name, DiskOutput out) {
            this.name = name;
            this.out = out;
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            try {
                call("write to " + name);
            } catch (IOException e) {
                out.write(bytes, offset, length / 2);
                throw e;
            }
            out.write(bytes, offset, length);
        }

        @Override
        public void force() throws IOException {
            call("force " + name);
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
}
