// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.connector;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A live source whose events get the time at which they are read, whatever time they have. */
final class ArrivalSource<T> extends Source<T> {
    private final Source<T> source;

    ArrivalSource(Source<T> source) {
        if (!source.live()) {
            throw new IllegalArgumentException(
                    "source '" + source + "' is not live: it is replayed, so that all its events "
                            + "would have the time of the replay; give them a time of their own by .timedBy(event -> …)");
        }
        this.source = source;
    }

    @Override
    public Class<?> type() {
        return source.type();
    }

    @Override
    public List<? extends SourcePartition<T>> partitions() throws Exception {
        return byArrival(source.partitions());
    }

    @Override
    public List<? extends SourcePartition<T>> newPartitions() throws Exception {
        return byArrival(source.newPartitions());
    }

    private static <T> List<Partition<T>> byArrival(List<? extends SourcePartition<T>> partitions) {
        List<Partition<T>> wrapped = new ArrayList<>();
        partitions.forEach(partition -> wrapped.add(new Partition<>(partition)));
        return wrapped;
    }

    @Override
    public boolean live() {
        return true;
    }

    @Override
    public boolean timed() {
        return true;
    }

    @Override
    public String positionKind() {
        return source.positionKind();
    }

    @Override
    public SourceLog.@Nullable Terms<T> logged() {
        return source.logged();
    }

    @Override
    public String toString() {
        return source + " by arrival";
    }

    private record Partition<T>(SourcePartition<T> partition) implements SourcePartition<T> {
        @Override
        public String name() {
            return partition.name();
        }

        @Override
        public SourceReader<T> open(@Nullable Position from) throws Exception {
            return new Reader<>(partition.open(from));
        }

        @Override
        public SourceReader<T> open(@Nullable Position from, SourceLog<T> log) throws Exception {
            return new Reader<>(partition.open(from, log));
        }
    }

    private record Reader<T>(SourceReader<T> reader) implements SourceReader<T> {
        @Override
        public Status read(Records<? super T> out, int atMost) throws Exception {
            return reader.read(new WithoutTime<>(out), atMost);
        }

        @Override
        public Position position() {
            return reader.position();
        }

        @Override
        public void committed(Position position) throws Exception {
            reader.committed(position);
        }

        @Override
        public void close() throws IOException {
            reader.close();
        }
    }

    private record WithoutTime<T>(Records<? super T> out) implements Records<T> {
        @Override
        public void add(T value) {
            out.add(value);
        }

        @Override
        public void add(T value, long timestamp) {
            out.add(value);
        }

        @Override
        public void unreadable(String origin, Object raw, String reason, @Nullable Exception cause) {
            out.unreadable(origin, raw, reason, cause);
        }
    }
}
