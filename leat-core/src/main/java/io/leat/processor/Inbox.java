// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.processor;

import io.leat.connector.Position;
import io.leat.connector.Records;
import io.leat.connector.Source;
import io.leat.connector.SourcePartition;
import io.leat.connector.SourceReader;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/** The source of an inline pipeline: what was {@linkplain #add added} and not read yet. Not thread-safe, as its host is not. */
final class Inbox<T> extends Source<T> implements SourcePartition<T>, SourceReader<T> {
    private final Class<T> type;
    private final ToLongFunction<? super T> timeMs;
    private final Queue<T> waiting = new ArrayDeque<>();
    private long read;

    Inbox(Class<T> type, ToLongFunction<? super T> timeMs) {
        this.type = type;
        this.timeMs = timeMs;
    }

    void add(T event) {
        waiting.add(event);
    }

    @Override
    public Status read(Records<? super T> out, int atMost) {
        int n = 0;
        for (T next; n < atMost && (next = waiting.poll()) != null; n++) {
            out.add(next);
        }
        read += n;
        return n > 0 ? Status.MORE : Status.EMPTY;
    }

    @Override
    public Position position() {
        return Position.of(read);
    }

    @Override
    public Class<?> type() {
        return type;
    }

    @Override
    public boolean live() {
        return true;
    }

    @Override
    public ToLongFunction<? super T> timestamps() {
        return timeMs;
    }

    @Override
    public String name() {
        return "emit";
    }

    @Override
    public List<? extends SourcePartition<T>> partitions() {
        return List.of(this);
    }

    @Override
    public SourceReader<T> open(@Nullable Position from) {
        return this;
    }
}
