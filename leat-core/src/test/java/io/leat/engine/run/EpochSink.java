// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.engine.run;

import io.leat.connector.Sink;
import io.leat.connector.SinkWriter;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A sink that notes what is done with it: results, {@code flush}, {@code epoch 1}, {@code close}. */
public final class EpochSink<T> extends Sink<T> {
    private final List<String> events = new ArrayList<>();

    /** Returns what was done. A copy. */
    public List<String> events() {
        synchronized (events) {
            return List.copyOf(events);
        }
    }

    private void note(String event) {
        synchronized (events) {
            events.add(event);
        }
    }

    @Override
    public SinkWriter<T> open() {
        return new SinkWriter<>() {
            @Override
            public void write(T value, long timestamp) {
                note(String.valueOf(value));
            }

            @Override
            public void flush() {
                note("flush");
            }

            @Override
            public @Nullable String checkpoint(long epoch) {
                note("epoch " + epoch);
                return null;
            }

            @Override
            public void close() {
                note("close");
            }
        };
    }
}
