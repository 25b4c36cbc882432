// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.examples.seed;

import static java.time.Duration.ofMinutes;

import io.leat.Event;
import io.leat.EventWindow;
import io.leat.StreamProcessor;
import io.leat.time.ManualClock;
import java.io.PrintStream;
import java.time.Instant;
import java.util.Map;

/** Sessions of a user: events with less than five minutes between them. */
public final class SessionWindows {
    private SessionWindows() {}

    public static void main(String[] args) {
        show(System.out);
    }

    static void show(PrintStream out) {
        ManualClock clock = ManualClock.at(Instant.EPOCH);
        try (var stream = StreamProcessor.named("my-stream", o -> o.clock(clock))) {
            stream.sessionWindow(ofMinutes(5));

            stream.emit("e1", Map.of("value", 1), "user-123");
            stream.emit("e2", Map.of("value", 2), "user-123"); // same session
            clock.advance(ofMinutes(6)); // ... 6 minutes later ...
            stream.emit("e3", Map.of("value", 3), "user-123"); // new session

            for (EventWindow session : stream.windows()) {
                out.println(session.key() + " " + (session.open() ? "open" : "closed") + " "
                        + session.events().stream().map(Event::id).toList());
            }
        }
    }
}
