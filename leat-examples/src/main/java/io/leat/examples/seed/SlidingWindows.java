// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.examples.seed;

import static java.time.Duration.ofSeconds;

import io.leat.EventWindow;
import io.leat.StreamProcessor;
import io.leat.time.ManualClock;
import java.io.PrintStream;
import java.time.Instant;
import java.util.Map;

/** Windows of thirty seconds, a new one every ten: each event is in three of them. */
public final class SlidingWindows {
    private SlidingWindows() {}

    public static void main(String[] args) {
        show(System.out);
    }

    static void show(PrintStream out) {
        ManualClock clock = ManualClock.at(Instant.EPOCH.plusSeconds(60));
        try (var stream = StreamProcessor.named("my-stream", o -> o.clock(clock))) {
            stream.slidingWindow(ofSeconds(30), ofSeconds(10));

            stream.emit("a", Map.of());
            clock.advance(ofSeconds(15));
            stream.emit("b", Map.of());

            for (EventWindow window : stream.windows()) {
                out.println(window.start().getEpochSecond() + " to "
                        + window.end().getEpochSecond() + ": " + window.events().size());
            }
        }
    }
}
