// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.server;

import io.leat.Leat;
import io.leat.Pipeline;
import io.leat.connector.Format;
import io.leat.connector.Sink;
import io.leat.connector.memory.Push;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;

/** The process that is killed while it takes events. Argument: the directory of its job. It says at which port it listens. */
final class IngestingProcess {
    private IngestingProcess() {}

    static Push<String> push() {
        return Push.of(String.class).durable();
    }

    static Pipeline pipeline(Push<String> push, Sink<String> to) {
        return Pipeline.of(
                "texts",
                p -> p.from("texts", push)
                        .keyBy(text -> text)
                        .deduplicate("once", Duration.ofHours(1))
                        .to("out", to));
    }

    public static void main(String[] args) throws IOException {
        Push<String> push = push();
        try (Leat leat = Leat.open(Path.of(args[0]), options -> options.epochs(Duration.ofMillis(50)));
                LeatServer server = LeatServer.start()) {
            leat.start(pipeline(push, Sink.of(text -> {})));
            server.ingest("/events/texts", push, Format.text());
            System.out.println(server.port());
            while (System.in.read() >= 0) {
                // until the test is gone
            }
        }
    }
}
