// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.connector.memory;

import io.leat.connector.Position;
import io.leat.connector.Records;
import io.leat.connector.Source;
import io.leat.connector.SourcePartition;
import io.leat.connector.SourceReader;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads a topic from the moment at which it is opened. */
final class TopicSource<T> extends Source<T> {
    private final Topic<T> topic;

    TopicSource(Topic<T> topic) {
        this.topic = topic;
    }

    @Override
    public Class<?> type() {
        return topic.type();
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
    public List<? extends SourcePartition<T>> partitions() {
        return List.of(new Partition<>(topic));
    }

    @Override
    public String toString() {
        return topic.toString();
    }

    private record Partition<T>(Topic<T> topic) implements SourcePartition<T> {
        @Override
        public String name() {
            return topic.toString();
        }

        @Override
        public SourceReader<T> open(@Nullable Position from) {
            return new Reader<>(topic, from == null ? 0 : from.number());
        }
    }

    private static final class Reader<T> implements SourceReader<T> {
        private final Topic<T> topic;
        private final Subscription<T> subscription;
        private long count;

        Reader(Topic<T> topic, long count) {
            this.topic = topic;
            this.subscription = topic.subscribe();
            this.count = count;
        }

        @Override
        public Status read(Records<? super T> out, int atMost) {
            boolean ending = topic.isClosed();
            int read = 0;
            for (Subscription.Written<T> next; read < atMost && (next = subscription.poll()) != null; read++) {
                out.add(next.value(), next.timestamp());
            }
            count += read;
            if (read > 0) {
                return Status.MORE;
            }
            return ending ? Status.END : Status.EMPTY;
        }

        @Override
        public Position position() {
            return Position.of(count);
        }

        @Override
        public void close() {
            topic.unsubscribe(subscription);
        }
    }
}
