// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.connector;

import java.util.List;
import java.util.function.ToLongFunction;

/** A source with a function that tells the time of its events. */
final class TimedSource<T> extends Source<T> {
    private final Source<T> source;
    private final ToLongFunction<? super T> time;

    TimedSource(Source<T> source, ToLongFunction<? super T> time) {
        this.source = source;
        this.time = time;
    }

    @Override
    public Class<?> type() {
        return source.type();
    }

    @Override
    public List<? extends SourcePartition<T>> partitions() throws Exception {
        return source.partitions();
    }

    @Override
    public boolean live() {
        return source.live();
    }

    @Override
    public ToLongFunction<? super T> timestamps() {
        return time;
    }

    @Override
    public String positionKind() {
        return source.positionKind();
    }

    @Override
    public String toString() {
        return source.toString();
    }
}
