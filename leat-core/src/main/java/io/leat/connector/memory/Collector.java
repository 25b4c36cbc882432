// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.connector.memory;

import io.leat.connector.Sink;
import io.leat.connector.SinkWriter;
import java.util.ArrayList;
import java.util.List;

/** A sink that keeps everything in memory, for tests and small results. Thread-safe. */
public final class Collector<T> extends Sink<T> {
    private final List<Collected<T>> collected = new ArrayList<>();

    /** A result and its event time in milliseconds. */
    public record Collected<T>(T value, long timestamp) {}

    @Override
    public SinkWriter<T> open() {
        return (value, timestamp) -> {
            synchronized (collected) {
                collected.add(new Collected<>(value, timestamp));
            }
        };
    }

    /** Returns the results so far, in the order of their arrival. A copy. */
    public List<T> values() {
        return timed().stream().map(Collected::value).toList();
    }

    /** Returns the results so far with their times. A copy. */
    public List<Collected<T>> timed() {
        synchronized (collected) {
            return List.copyOf(collected);
        }
    }

    /** Forgets the results so far. */
    public void clear() {
        synchronized (collected) {
            collected.clear();
        }
    }
}
