// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.examples.seed;

import io.leat.Event;
import io.leat.StreamProcessor;
import io.leat.connector.file.JsonLines;
import io.leat.failure.DeadLetter;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Several outputs for the same events: the console, a file, another stream, a dashboard, and one that is down. */
public final class Sinks {
    private Sinks() {}

    public static void main(String[] args) {
        show(System.out, Path.of("events.jsonl"), new Dashboard());
    }

    /** Stands for what draws the latest value. */
    static final class Dashboard {
        private volatile long latest;

        void update(Event event) {
            latest = event.getLong("value", 0);
        }

        long latest() {
            return latest;
        }
    }

    static void show(PrintStream out, Path file, Dashboard dashboard) {
        try (var audit = StreamProcessor.named("audit");
                var stream = StreamProcessor.named("my-stream")) {
            stream.sink(e -> out.println(e.data())) // console
                    .sink(JsonLines.to(file, Event.class)) // file
                    .sink(Sinks::sendToQueue) // message queue, which is down
                    .sink(audit::emit) // another stream
                    .sink(dashboard::update); // dashboard

            stream.emit("event-1", Map.of("value", 1));
            stream.emit("event-2", Map.of("value", 2));

            out.println("audited: " + ids(audit.recentEvents(10)));
            var notQueued = stream.deadLetters().stream().map(DeadLetter::value).map(Event.class::cast);
            out.println("not in the queue: " + ids(notQueued.toList()));
        }
    }

    private static void sendToQueue(Event event) {
        throw new IllegalStateException("no broker for " + event.id());
    }

    private static List<String> ids(List<Event> events) {
        return events.stream().map(Event::id).toList();
    }
}
