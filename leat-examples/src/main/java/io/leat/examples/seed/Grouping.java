// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.examples.seed;

import io.leat.StreamProcessor;
import java.io.PrintStream;
import java.util.Map;

/** Events by user, and how many there are of each instance. */
public final class Grouping {
    private Grouping() {}

    public static void main(String[] args) {
        show(System.out);
    }

    static void show(PrintStream out) {
        try (var stream = StreamProcessor.named("my-stream")) {
            stream.emit("e1", Map.of("user", "alice", "instance_id", "instance-1"));
            stream.emit("e2", Map.of("user", "bob", "instance_id", "instance-1"));
            stream.emit("e3", Map.of("user", "alice", "instance_id", "instance-2"));

            var groups = stream.groupBy(e -> e.get("user"));
            groups.forEach((user, events) -> out.println(user + ": " + events.size() + " events"));

            out.println(stream.countByKey("instance_id"));
        }
    }
}
