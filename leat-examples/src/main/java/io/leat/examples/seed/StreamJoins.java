// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.examples.seed;

import static java.time.Duration.ofSeconds;

import io.leat.StreamProcessor;
import java.io.PrintStream;
import java.util.Map;

/** Two streams, and the events of the same user that are at most a minute apart. */
public final class StreamJoins {
    private StreamJoins() {}

    public static void main(String[] args) {
        show(System.out);
    }

    static void show(PrintStream out) {
        try (var stream1 = StreamProcessor.named("stream-1");
                var stream2 = StreamProcessor.named("stream-2")) {
            stream1.emit("e1", Map.of("user_id", "alice", "action", "login"));
            stream2.emit("e2", Map.of("user_id", "alice", "location", "NYC"));
            stream2.emit("e3", Map.of("user_id", "bob", "location", "LON"));

            for (var pair : stream1.joinStreams(stream2, "user_id", ofSeconds(60))) {
                out.println("User " + pair.left().get("user_id") + ": "
                        + pair.left().get("action") + " from " + pair.right().get("location"));
            }
        }
    }
}
