// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.engine.property;

import io.leat.connector.Sink;
import io.leat.connector.SinkWriter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A sink that knows which results belong to which epoch, so that those after a snapshot can be taken back. */
final class Recorder extends Sink<Object> {
    private final List<Out> results = new ArrayList<>();
    private final Map<Long, Integer> marks = new HashMap<>();

    /** A result with its time. */
    record Out(Object value, long time) {}

    @Override
    public SinkWriter<Object> open() {
        return new SinkWriter<>() {
            @Override
            public void write(Object value, long timestamp) {
                synchronized (results) {
                    results.add(new Out(value, timestamp));
                }
            }

            @Override
            public void checkpoint(long epoch) {
                synchronized (results) {
                    marks.put(epoch, results.size());
                }
            }
        };
    }

    /** Takes back what came after an epoch. */
    void cutTo(long epoch) {
        synchronized (results) {
            results.subList(marks.get(epoch), results.size()).clear();
        }
    }

    List<Out> results() {
        synchronized (results) {
            return List.copyOf(results);
        }
    }
}
