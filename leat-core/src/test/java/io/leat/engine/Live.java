// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.engine;

import io.leat.connector.Position;
import io.leat.connector.Records;
import io.leat.connector.Source;
import io.leat.connector.SourcePartition;
import io.leat.connector.SourceReader;
import io.leat.connector.UnavailableException;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.ToLongFunction;
import java.util.stream.IntStream;

/**
 * A live source that a test feeds, partition by partition, with events and with watermarks of its own. It keeps what it was
 * given, so that a job can go on from any position. Thread-safe.
 */
public final class Live extends Source<Item> {
    private final List<List<Object>> partitions;
    private final boolean live;
    private final AtomicInteger opened = new AtomicInteger();
    private final Queue<Integer> unseen = new ConcurrentLinkedQueue<>();
    private final Queue<String> committed = new ConcurrentLinkedQueue<>();
    private volatile boolean closed;
    private volatile boolean unavailable;

    private Live(int partitions, boolean live) {
        this.partitions = new CopyOnWriteArrayList<>();
        for (int i = 0; i < partitions; i++) {
            this.partitions.add(new ArrayList<>());
        }
        this.live = live;
    }

    public static Live of(int partitions) {
        return new Live(partitions, true);
    }

    /** Returns one that says that it is not live, and yet has nothing now and then. */
    public static Live slowReplay(int partitions) {
        return new Live(partitions, false);
    }

    /** Gives a partition an event of key {@code a} whose id is its time. */
    public Live emit(int partition, long time) {
        return put(partition, InlineRun.at(time, time));
    }

    public Live emit(int partition, Item item) {
        return put(partition, item);
    }

    public Live watermark(int partition, long time) {
        return put(partition, time);
    }

    private Live put(int partition, Object what) {
        List<Object> list = partitions.get(partition);
        synchronized (list) {
            list.add(what);
        }
        return this;
    }

    public void close() {
        closed = true;
    }

    /** Adds a partition, which a job is told of when it asks. */
    public Live grow() {
        partitions.add(new ArrayList<>());
        unseen.add(partitions.size() - 1);
        return this;
    }

    /** Says whether it can be reached. */
    public void unavailable(boolean is) {
        unavailable = is;
    }

    /** Returns what readers were told that the job will not go back behind, as {@code p0@17}. */
    public List<String> committed() {
        return List.copyOf(committed);
    }

    /** Returns how often a partition was opened. */
    public int opened() {
        return opened.get();
    }

    @Override
    public Class<?> type() {
        return Item.class;
    }

    @Override
    public boolean live() {
        return live;
    }

    @Override
    public ToLongFunction<? super Item> timestamps() {
        return Item::time;
    }

    @Override
    public List<? extends SourcePartition<Item>> partitions() {
        unseen.clear();
        return IntStream.range(0, partitions.size()).mapToObj(this::partition).toList();
    }

    @Override
    public List<? extends SourcePartition<Item>> newPartitions() {
        List<Partition> found = new ArrayList<>();
        for (Integer next; (next = unseen.poll()) != null; ) {
            found.add(partition(next));
        }
        return found;
    }

    private Partition partition(int number) {
        return new Partition("p" + number, partitions.get(number));
    }

    @Override
    public String toString() {
        return "live";
    }

    private final class Partition implements SourcePartition<Item> {
        private final String name;
        private final List<Object> list;

        Partition(String name, List<Object> list) {
            this.name = name;
            this.list = list;
        }

        @Override
        public String name() {
            return name;
        }

        @Override
        public SourceReader<Item> open(Position from) {
            opened.incrementAndGet();
            return new Reader(name, list, from == null ? 0 : (int) from.number());
        }
    }

    private final class Reader implements SourceReader<Item> {
        private final String name;
        private final List<Object> list;
        private int next;

        Reader(String name, List<Object> list, int next) {
            this.name = name;
            this.list = list;
            this.next = next;
        }

        @Override
        public Status read(Records<? super Item> out, int atMost) throws UnavailableException {
            if (unavailable) {
                throw new UnavailableException("the broker at 127.0.0.1:9 does not answer", null);
            }
            boolean ending = closed;
            int end;
            synchronized (list) {
                end = Math.min(list.size(), next + atMost);
            }
            boolean any = next < end;
            for (; next < end; next++) {
                give(out, list.get(next));
            }
            return any ? Status.MORE : ending ? Status.END : Status.EMPTY;
        }

        private static void give(Records<? super Item> out, Object what) {
            if (what instanceof Item item) {
                out.add(item);
            } else {
                out.watermark((Long) what);
            }
        }

        @Override
        public Position position() {
            return Position.of(next);
        }

        @Override
        public void committed(Position position) {
            committed.add(name + "@" + position.number());
        }
    }
}
