// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.testkit.host;

import io.leat.connector.Sink;
import io.leat.connector.SinkWriter;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A sink that knows which results belong to which epoch, so that those after a snapshot can be taken back; and that refuses some
 * of its calls, if it is told to.
 */
public final class Recorder extends Sink<Object> implements Ending {
    private final List<Out> results = new ArrayList<>();
    private final Map<Long, Integer> marks = new HashMap<>();
    private final Refusals refusals;

    /** A result with its time in milliseconds. */
    public record Out(Object value, long time) {}

    Recorder(Refusals refusals) {
        this.refusals = refusals;
    }

    @Override
    public Sink<Object> sink() {
        return this;
    }

    @Override
    public SinkWriter<Object> open() {
        return new Writer();
    }

    private final class Writer implements SinkWriter<Object> {
        @Override
        public void write(Object value, long timestamp) throws IOException {
            refusals.mayRefuse();
            synchronized (results) {
                results.add(new Out(value, timestamp));
            }
        }

        @Override
        public void flush() throws IOException {
            refusals.mayRefuse();
        }

        @Override
        public @Nullable String checkpoint(long epoch) throws IOException {
            refusals.mayRefuse();
            synchronized (results) {
                marks.put(epoch, results.size());
                return null;
            }
        }
    }

    /** Takes back what came after an epoch. */
    void cutTo(long epoch) {
        synchronized (results) {
            Integer mark = marks.get(epoch);
            if (mark == null) {
                throw new AssertionError("a sink has not been told of epoch " + epoch);
            }
            results.subList(mark, results.size()).clear();
        }
    }

    @Override
    public List<Out> results() {
        synchronized (results) {
            return List.copyOf(results);
        }
    }
}
