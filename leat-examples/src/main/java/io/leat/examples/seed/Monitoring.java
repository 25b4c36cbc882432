// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.examples.seed;

import static java.time.Duration.ofSeconds;

import io.leat.StreamProcessor;
import io.leat.metric.ProcessorMetrics;
import io.leat.time.ManualClock;
import java.io.PrintStream;
import java.time.Instant;
import java.util.Map;

/** What a stream says of itself, and how to clean it up. */
public final class Monitoring {
    private Monitoring() {}

    public static void main(String[] args) {
        show(System.out);
    }

    static void show(PrintStream out) {
        ManualClock clock = ManualClock.at(Instant.EPOCH);
        try (var stream = StreamProcessor.named("my-stream", o -> o.clock(clock))) {
            stream.filter(e -> e.getLong("value", 0) % 2 == 0).tumblingWindow(ofSeconds(10));
            for (int i = 0; i < 30; i++) {
                stream.emit("event-" + i, Map.of("value", i));
                clock.advance(ofSeconds(1));
            }

            ProcessorMetrics metrics = stream.metrics();
            out.println(metrics.eventsReceived() + " received");
            out.println(metrics.eventsProcessed() + " processed");
            out.println(metrics.asMap().get("events_filtered") + " filtered");
            out.println(metrics.windowsCreated() + " windows");

            int removed = stream.clearOldWindows();
            out.println("Removed " + removed + " old windows");

            stream.reset();
            out.println("After the reset: " + stream.metrics().eventsReceived() + " received");
        }
    }
}
