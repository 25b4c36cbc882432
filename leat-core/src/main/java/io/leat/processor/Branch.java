// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.processor;

import io.leat.connector.Sink;
import io.leat.connector.SinkWriter;
import io.leat.failure.PipelineException;

/** One sink of a flow, open. For the thread that has the lane's role. */
final class Branch<T> {
    private final String name;
    private final SinkWriter<? super T> writer;
    private boolean dirty;

    private Branch(String name, SinkWriter<? super T> writer) {
        this.name = name;
        this.writer = writer;
    }

    /**
     * Opens a sink.
     *
     * @throws PipelineException if it cannot be opened
     */
    static <T> Branch<T> open(String name, Sink<? super T> sink) {
        try {
            return new Branch<>(name, sink.open());
        } catch (Exception e) {
            throw new PipelineException("sink '" + name + "' (" + sink + ") cannot be opened: " + e.getMessage(), e);
        }
    }

    String name() {
        return name;
    }

    void write(T event, long timeMs) throws Exception {
        dirty = true;
        writer.write(event, timeMs);
    }

    /** Makes visible what was written since the last time. */
    void flush() throws Exception {
        if (dirty) {
            dirty = false;
            writer.flush();
        }
    }

    void close() throws Exception {
        try (SinkWriter<? super T> closed = writer) {
            closed.flush();
        }
    }
}
