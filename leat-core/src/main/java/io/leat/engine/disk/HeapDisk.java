// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.engine.disk;

import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A directory in memory: for jobs that keep nothing, and for tests. It lives as long as the object. */
public final class HeapDisk implements Disk {
    private final String name;
    private final TreeMap<String, Content> files = new TreeMap<>();
    private final TreeMap<String, HeapDisk> directories = new TreeMap<>();
    private @Nullable Object holder;

    public HeapDisk() {
        this("memory");
    }

    private HeapDisk(String name) {
        this.name = name;
    }

    @Override
    public synchronized List<String> files() {
        return List.copyOf(files.keySet());
    }

    @Override
    public synchronized List<String> directories() {
        return List.copyOf(directories.keySet());
    }

    @Override
    public synchronized HeapDisk directory(String child) {
        return directories.computeIfAbsent(child, key -> new HeapDisk(name + "/" + child));
    }

    @Override
    public synchronized DiskOutput create(String file) throws IOException {
        if (files.containsKey(file)) {
            throw new FileAlreadyExistsException(name + "/" + file);
        }
        Content content = new Content();
        files.put(file, content);
        return new Output(content);
    }

    @Override
    public DiskOutput append(String file, long length) throws IOException {
        Content content = content(file);
        content.cut(length);
        return new Output(content);
    }

    @Override
    public DiskInput open(String file) throws IOException {
        return new Input(content(file));
    }

    private synchronized Content content(String file) throws NoSuchFileException {
        Content content = files.get(file);
        if (content == null) {
            throw new NoSuchFileException(name + "/" + file);
        }
        return content;
    }

    @Override
    public synchronized void rename(String from, String to) throws IOException {
        Content content = content(from);
        files.remove(from);
        files.put(to, content);
    }

    @Override
    public synchronized void delete(String file) {
        files.remove(file);
    }

    @Override
    public void sync() {
        // what is in memory is where it will be
    }

    @Override
    public synchronized Closeable lock() throws IOException {
        if (holder != null) {
            throw new DiskLockedException(
                    "the directory " + name + " is in use by this process; stop that first, or give another directory");
        }
        Object mine = new Object();
        holder = mine;
        return () -> unlock(mine);
    }

    private synchronized void unlock(Object by) {
        if (holder == by) {
            holder = null;
        }
    }

    @Override
    public String toString() {
        return name;
    }

    /** The bytes of a file, in blocks: it grows without being copied. */
    private static final class Content {
        private static final int BLOCK = 1 << 16;

        private final List<byte[]> blocks = new ArrayList<>();
        private long length;

        synchronized void add(byte[] bytes, int offset, int count) {
            Objects.checkFromIndexSize(offset, count, bytes.length);
            for (int done = 0; done < count; ) {
                int at = (int) (length % BLOCK);
                if (at == 0) {
                    blocks.add(new byte[BLOCK]);
                }
                int some = Math.min(count - done, BLOCK - at);
                System.arraycopy(bytes, offset + done, blocks.get(blocks.size() - 1), at, some);
                done += some;
                length += some;
            }
        }

        synchronized void read(long from, byte[] into, int offset, int count) throws EOFException {
            Objects.checkFromIndexSize(offset, count, into.length);
            if (from < 0 || from > length - count) {
                throw new EOFException(count + " bytes at " + from + " of a file with " + length);
            }
            for (int done = 0; done < count; ) {
                int at = (int) ((from + done) % BLOCK);
                int some = Math.min(count - done, BLOCK - at);
                System.arraycopy(blocks.get((int) ((from + done) / BLOCK)), at, into, offset + done, some);
                done += some;
            }
        }

        synchronized void cut(long to) throws IOException {
            if (to > length) {
                throw new IOException("the file has " + length + " bytes, " + to + " were expected");
            }
            length = to;
            while (blocks.size() > (length + BLOCK - 1) / BLOCK) {
                blocks.remove(blocks.size() - 1);
            }
        }

        synchronized long length() {
            return length;
        }
    }

    private record Output(Content content) implements DiskOutput {
        @Override
        public void write(byte[] bytes, int offset, int count) {
            content.add(bytes, offset, count);
        }

        @Override
        public void force() {
            // what is in memory is where it will be
        }

        @Override
        public long length() {
            return content.length();
        }

        @Override
        public void close() {
            // nothing is held
        }
    }

    private record Input(Content content) implements DiskInput {
        @Override
        public void read(long at, byte[] into, int offset, int count) throws IOException {
            content.read(at, into, offset, count);
        }

        @Override
        public long length() {
            return content.length();
        }

        @Override
        public void close() {
            // nothing is held
        }
    }
}
