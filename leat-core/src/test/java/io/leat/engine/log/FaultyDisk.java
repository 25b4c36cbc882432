// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.engine.log;

import io.leat.engine.disk.Disk;
import io.leat.engine.disk.DiskInput;
import io.leat.engine.disk.DiskOutput;
import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

/** A directory in memory that fails when it is told to, and loses in a crash what was not forced. */
final class FaultyDisk implements Disk {
    private final Map<String, Content> files = new TreeMap<>();
    /** Counts down with each write and force; the one at which it is 0 fails. */
    private final AtomicInteger untilFailure = new AtomicInteger(Integer.MAX_VALUE);

    final AtomicInteger forces = new AtomicInteger();
    private volatile CountDownLatch gate = new CountDownLatch(0);

    private static final class Content {
        private byte[] bytes = {};
        private int length;
        private int forced;
        private boolean named;

        private synchronized void add(byte[] more, int offset, int count) {
            if (length + count > bytes.length) {
                bytes = Arrays.copyOf(bytes, Math.max(2 * bytes.length, length + count));
            }
            System.arraycopy(more, offset, bytes, length, count);
            length += count;
        }

        private synchronized void cut(int at) {
            Arrays.fill(bytes, at, length, (byte) 0);
            length = at;
        }
    }

    /** Lets one of the next writes and forces fail: the next itself for 0. */
    void failAfter(int writesAndForces) {
        untilFailure.set(writesAndForces);
    }

    /** Lets forces wait until the returned latch is counted down. */
    CountDownLatch closeGate() {
        gate = new CountDownLatch(1);
        return gate;
    }

    /** Returns what is there after a loss of power: of what was not forced, pages are there, zero or gone. */
    synchronized FaultyDisk afterCrash(Random random) {
        FaultyDisk after = new FaultyDisk();
        files.forEach((name, content) -> {
            if (content.named || random.nextBoolean()) {
                Content survived = new Content();
                int unforced = content.length - content.forced;
                int length = content.forced + (unforced == 0 ? 0 : random.nextInt(unforced + 1));
                survived.add(content.bytes, 0, length);
                for (int page = content.forced; page < length; page += 512) {
                    if (random.nextInt(4) == 0) {
                        Arrays.fill(survived.bytes, page, Math.min(length, page + 512), (byte) 0);
                    }
                }
                survived.forced = length;
                survived.named = true;
                after.files.put(name, survived);
            }
        });
        return after;
    }

    /** Returns a copy as it is, as after the end of the process. */
    synchronized FaultyDisk copy() {
        FaultyDisk copy = new FaultyDisk();
        files.forEach((name, content) -> {
            Content same = new Content();
            same.add(content.bytes, 0, content.length);
            same.named = true;
            copy.files.put(name, same);
        });
        return copy;
    }

    /** Changes a bit. */
    synchronized void flip(String name, int at, int bit) {
        files.get(name).bytes[at] ^= (byte) (1 << bit);
    }

    synchronized int length(String name) {
        return files.get(name).length;
    }

    private void count() throws IOException {
        if (untilFailure.getAndDecrement() <= 0) {
            throw new IOException("the disk is full");
        }
    }

    private synchronized Content content(String name) throws NoSuchFileException {
        Content content = files.get(name);
        if (content == null) {
            throw new NoSuchFileException(name);
        }
        return content;
    }

    @Override
    public synchronized List<String> files() {
        return List.copyOf(files.keySet());
    }

    @Override
    public List<String> directories() {
        return List.of();
    }

    @Override
    public Disk directory(String name) {
        throw new UnsupportedOperationException();
    }

    @Override
    public synchronized DiskOutput create(String name) throws IOException {
        if (files.containsKey(name)) {
            throw new IOException(name + " is there");
        }
        Content content = new Content();
        files.put(name, content);
        return new Output(content);
    }

    @Override
    public synchronized DiskOutput append(String name, long length) throws IOException {
        Content content = content(name);
        content.cut((int) length);
        return new Output(content);
    }

    @Override
    public DiskInput open(String name) throws IOException {
        return new Input(content(name));
    }

    @Override
    public synchronized void rename(String from, String to) throws IOException {
        files.put(to, content(from));
        files.remove(from);
    }

    @Override
    public synchronized void delete(String name) {
        files.remove(name);
    }

    @Override
    public synchronized void sync() {
        files.values().forEach(content -> content.named = true);
    }

    @Override
    public Closeable lock() {
        return () -> {};
    }

    @Override
    public String toString() {
        return "disk";
    }

    private final class Output implements DiskOutput {
        private final Content content;

        Output(Content content) {
            this.content = content;
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            try {
                count();
            } catch (IOException e) {
                content.add(bytes, offset, length / 2);
                throw e;
            }
            content.add(bytes, offset, length);
        }

        @Override
        public void force() throws IOException {
            try {
                gate.await();
            } catch (InterruptedException e) {
                throw new IOException(e);
            }
            forces.incrementAndGet();
            count();
            content.forced = content.length;
        }

        @Override
        public long length() {
            return content.length;
        }

        @Override
        public void close() {}
    }

    private record Input(Content content) implements DiskInput {
        @Override
        public void read(long at, byte[] into, int offset, int length) throws IOException {
            synchronized (content) {
                if (at + length > content.length) {
                    throw new EOFException();
                }
                System.arraycopy(content.bytes, (int) at, into, offset, length);
            }
        }

        @Override
        public long length() {
            synchronized (content) {
                return content.length;
            }
        }

        @Override
        public void close() {}
    }
}
