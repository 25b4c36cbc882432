// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.examples.seed;

import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;

import io.leat.EventWindow;
import io.leat.Fields;
import io.leat.StreamProcessor;
import io.leat.WindowFunction;
import io.leat.time.ManualClock;
import java.io.PrintStream;
import java.time.Instant;
import java.util.Map;

/** Windows of ten seconds, one after the other, and what is in each. */
public final class TumblingWindows {
    private TumblingWindows() {}

    public static void main(String[] args) {
        show(System.out);
    }

    static void show(PrintStream out) {
        ManualClock clock = ManualClock.at(Instant.EPOCH);
        try (var stream = StreamProcessor.named("my-stream", o -> o.clock(clock))) {
            stream.tumblingWindow(ofSeconds(10));

            for (int i = 0; i < 250; i++) {
                stream.emit("event-" + i, Map.of("value", i));
                clock.advance(ofMillis(100));
            }

            for (EventWindow window : stream.windows()) {
                Fields agg = stream.aggregateWindow(
                        window, Map.of("count", WindowFunction.count(), "sum", WindowFunction.sum("value")));
                out.println("Window: count=" + agg.getLong("count") + ", sum=" + agg.getLong("sum")
                        + (window.open() ? ", still open" : ""));
            }
        }
    }
}
