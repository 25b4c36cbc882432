// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.examples.seed;

import io.leat.Event;
import io.leat.StreamProcessor;
import java.io.PrintStream;
import java.util.Map;

/** A stream with a filter, a map and a sink. */
public final class FirstStream {
    private FirstStream() {}

    public static void main(String[] args) {
        show(System.out);
    }

    static void show(PrintStream out) {
        try (var stream = StreamProcessor.named("my-stream")) {
            stream.filter(e -> e.getLong("value", 0) > 100) // only high values
                    .map(FirstStream::enrich) // transform
                    .sink(e -> out.println(e.data())); // output

            stream.emit("event-1", Map.of("value", 150));
            stream.emit("event-2", Map.of("value", 50));
            stream.emit("event-3", Map.of("value", 200));
        }
    }

    private static Event enrich(Event event) {
        return event.with("double", event.getLong("value", 0) * 2);
    }
}
