// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.processor;

import io.leat.connector.Position;
import io.leat.connector.Source;
import io.leat.connector.SourcePartition;
import io.leat.connector.SourceReader;
import java.util.List;
import java.util.function.Supplier;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/** The live source of what comes out of a flow: each job that opens it has a feed of its own, from then on. */
final class FlowSource<T> extends Source<T> {
    private final String name;
    private final Traits<T> traits;
    private final Supplier<Feed<T>> feeds;

    FlowSource(String name, Traits<T> traits, Supplier<Feed<T>> feeds) {
        this.name = name;
        this.traits = traits;
        this.feeds = feeds;
    }

    @Override
    public Class<?> type() {
        return traits.type();
    }

    @Override
    public boolean live() {
        return true;
    }

    @Override
    public ToLongFunction<? super T> timestamps() {
        return traits.timeMs();
    }

    @Override
    public List<? extends SourcePartition<T>> partitions() {
        return List.of(new SourcePartition<T>() {
            @Override
            public String name() {
                return name;
            }

            @Override
            public SourceReader<T> open(@Nullable Position from) {
                return feeds.get();
            }
        });
    }

    @Override
    public String toString() {
        return "processor " + name;
    }
}
