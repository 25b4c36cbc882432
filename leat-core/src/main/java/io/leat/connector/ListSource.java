// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.connector;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A bounded source over collections in memory, each a partition. */
final class ListSource<T> extends Source<T> {
    private final List<List<T>> partitions = new ArrayList<>();

    ListSource(Collection<? extends Collection<T>> partitions) {
        if (partitions.isEmpty()) {
            throw new IllegalArgumentException("a source of no partitions: give at least one, which may be empty");
        }
        for (Collection<T> partition : partitions) {
            this.partitions.add(partition instanceof List<T> list ? list : new ArrayList<>(partition));
        }
    }

    @Override
    public Class<?> type() {
        for (List<T> partition : partitions) {
            if (!partition.isEmpty()) {
                return partition.get(0).getClass();
            }
        }
        return Object.class;
    }

    @Override
    public List<? extends SourcePartition<T>> partitions() {
        List<SourcePartition<T>> opened = new ArrayList<>();
        for (int i = 0; i < partitions.size(); i++) {
            opened.add(new Partition<>("list-" + i, partitions.get(i)));
        }
        return opened;
    }

    @Override
    public String toString() {
        return "list";
    }

    private record Partition<T>(String name, List<T> events) implements SourcePartition<T> {
        @Override
        public SourceReader<T> open(@Nullable Position from) {
            return new Reader<>(events, from == null ? 0 : Math.toIntExact(from.number()));
        }
    }

    private static final class Reader<T> implements SourceReader<T> {
        private final List<T> events;
        private int next;

        Reader(List<T> events, int next) {
            this.events = events;
            this.next = next;
        }

        @Override
        public Status read(Records<? super T> out, int atMost) {
            int end = Math.min(events.size(), next + atMost);
            for (int i = next; i < end; i++) {
                out.add(events.get(i));
            }
            next = end;
            return end == events.size() ? Status.END : Status.MORE;
        }

        @Override
        public Position position() {
            return Position.of(next);
        }
    }
}
