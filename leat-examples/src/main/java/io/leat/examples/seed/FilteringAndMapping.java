// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.examples.seed;

import io.leat.Event;
import io.leat.StreamProcessor;
import io.leat.time.ManualClock;
import java.io.PrintStream;
import java.time.Instant;
import java.util.Map;

/** Filters and maps, applied in the order in which they are given. */
public final class FilteringAndMapping {
    private FilteringAndMapping() {}

    public static void main(String[] args) {
        show(System.out);
    }

    static void show(PrintStream out) {
        ManualClock clock = ManualClock.at(Instant.parse("2026-01-05T12:00:00Z"));
        try (var stream = StreamProcessor.named("my-stream", o -> o.clock(clock))) {
            stream.filter(e -> e.getString("type", "").equals("important"))
                    .filter(e -> e.getLong("value", 0) > 50)
                    .map(e -> enrich(e, clock.instant()))
                    .map(e -> e.with("half_of_double", e.getLong("double", 0) / 2)) // maps are chained
                    .sink(e -> out.println(e.id() + ": double " + e.get("double") + ", half of it "
                            + e.get("half_of_double") + ", at " + e.get("processed_at")));

            stream.emit("a", Map.of("type", "important", "value", 60));
            stream.emit("b", Map.of("type", "important", "value", 50));
            stream.emit("c", Map.of("type", "chatter", "value", 60));
            stream.emit("d", Map.of("value", 60));
        }
    }

    /** Events are immutable: {@code with} gives another one. */
    private static Event enrich(Event event, Instant now) {
        return event.with("processed_at", now).with("double", event.getLong("value", 0) * 2);
    }
}
