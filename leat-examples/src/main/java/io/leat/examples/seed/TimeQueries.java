// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.examples.seed;

import static java.time.Duration.ofHours;
import static java.time.Duration.ofMinutes;

import io.leat.Event;
import io.leat.StreamProcessor;
import io.leat.time.ManualClock;
import java.io.PrintStream;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** What came last, and what happened between two times. */
public final class TimeQueries {
    private TimeQueries() {}

    public static void main(String[] args) {
        show(System.out);
    }

    static void show(PrintStream out) {
        ManualClock clock = ManualClock.at(Instant.parse("2026-01-05T12:00:00Z"));
        try (var stream = StreamProcessor.named("my-stream", o -> o.clock(clock).retain(1_000, ofHours(24)))) {
            for (int i = 0; i < 20; i++) {
                stream.emit("event-" + i, Map.of());
                clock.advance(ofMinutes(10));
            }

            List<Event> recent = stream.recentEvents(10);
            out.println("recent: " + recent.get(0).id() + " to " + recent.get(9).id());

            Instant end = clock.instant();
            Instant start = end.minus(ofHours(1)); // the last hour
            List<Event> events = stream.eventsInRange(start, end);
            out.println("last hour: " + events.stream().map(Event::id).toList());
        }
    }
}
