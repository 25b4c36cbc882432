// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.examples.seed;

import static java.time.Duration.ofMinutes;

import io.leat.EventWindow;
import io.leat.Fields;
import io.leat.StreamProcessor;
import io.leat.WindowFunction;
import io.leat.time.ManualClock;
import java.io.PrintStream;
import java.time.Instant;
import java.util.Map;

/** Five aggregates that are there already, and one of our own. */
public final class Aggregations {
    private static final Map<String, WindowFunction> AGGREGATORS = Map.of(
            "count", WindowFunction.count(),
            "sum", WindowFunction.sum("value"),
            "avg", WindowFunction.avg("value"),
            "max", WindowFunction.max("value"),
            "min", WindowFunction.min("value"),
            "even",
                    events -> events.stream()
                            .filter(e -> e.getLong("value", 0) % 2 == 0)
                            .count());

    private Aggregations() {}

    public static void main(String[] args) {
        show(System.out);
    }

    static void show(PrintStream out) {
        ManualClock clock = ManualClock.at(Instant.EPOCH);
        try (var stream = StreamProcessor.named("my-stream", o -> o.clock(clock))) {
            stream.tumblingWindow(ofMinutes(1));
            for (int value = 1; value <= 100; value++) {
                stream.emit("event-" + value, Map.of("value", value));
            }

            EventWindow window = stream.windows().get(0);
            Fields results = stream.aggregateWindow(window, AGGREGATORS);

            out.println(results.getLong("count"));
            out.println(results.getDouble("avg"));
            out.println(results.get("min") + " to " + results.get("max") + ", in all " + results.get("sum"));
            out.println(results.getLong("even") + " are even");
        }
    }
}
