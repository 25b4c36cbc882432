// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.engine;

import io.leat.connector.Position;
import io.leat.connector.Records;
import io.leat.connector.Source;
import io.leat.connector.SourcePartition;
import io.leat.connector.SourceReader;
import java.util.ArrayList;
import java.util.List;

/** A source that hands out one event a read, so that a host can be stopped between any two. */
public final class Trickle<T> extends Source<T> {
    private final List<List<T>> partitions;

    public Trickle(List<List<T>> partitions) {
        this.partitions = partitions;
    }

    @Override
    public Class<?> type() {
        return partitions.get(0).get(0).getClass();
    }

    @Override
    public List<? extends SourcePartition<T>> partitions() {
        List<SourcePartition<T>> all = new ArrayList<>();
        for (int i = 0; i < partitions.size(); i++) {
            all.add(new Partition<>("p" + i, partitions.get(i)));
        }
        return all;
    }

    private record Partition<T>(String name, List<T> events) implements SourcePartition<T> {
        @Override
        public SourceReader<T> open(Position from) {
            return new Reader<>(events, from == null ? 0 : from.number());
        }
    }

    private static final class Reader<T> implements SourceReader<T> {
        private final List<T> events;
        private long next;

        Reader(List<T> events, long next) {
            this.events = events;
            this.next = next;
        }

        @Override
        public Status read(Records<? super T> out, int atMost) {
            if (next == events.size()) {
                return Status.END;
            }
            out.add(events.get((int) next++));
            return Status.MORE;
        }

        @Override
        public Position position() {
            return Position.of(next);
        }
    }
}
