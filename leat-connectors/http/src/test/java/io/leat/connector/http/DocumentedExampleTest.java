// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.connector.http;

import static io.leat.aggregate.Aggregates.count;
import static io.leat.aggregate.Aggregates.key;
import static io.leat.aggregate.Aggregates.row;
import static io.leat.aggregate.Aggregates.sum;
import static io.leat.aggregate.Aggregates.windowStart;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.leat.EventStream;
import io.leat.Leat;
import io.leat.Pipeline;
import io.leat.connector.Sink;
import io.leat.connector.memory.Collector;
import io.leat.connector.memory.Push;
import io.leat.format.Json;
import io.leat.server.LeatServer;
import io.leat.window.Windows;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The example of docs/http.md: events in, results out; and results of one Leat that are events of another. */
@Timeout(60)
class DocumentedExampleTest {
    /** A request to a model. */
    record Call(String instance, Instant eventTime, long tokens) {}

    /** What an instance did in ten seconds. */
    record Load(String instance, Instant start, long calls, long tokens) {}

    private final HttpClient http = HttpClient.newHttpClient();

    private static EventStream<Load> load(EventStream<Call> calls) {
        return calls.keyBy(Call::instance)
                .window(Windows.tumbling(Duration.ofSeconds(10)))
                .aggregate("load", row(Load.class, Load::new, key(), windowStart(), count(), sum(Call::tokens)));
    }

    private HttpResponse<String> post(LeatServer server, String body) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(server.uri().resolve("/events/calls"))
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(body))
                .build();
        return http.send(request, BodyHandlers.ofString());
    }

    @Test
    void whenCallsComeIn_thenTheirLoadIsReadAndPostedToAnotherLeat(@TempDir Path directory) throws Exception {
        Push<Call> calls = Push.of(Call.class).timedBy(Call::eventTime).durable();
        Push<Load> loads = Push.of(Load.class).timedBy(Load::start);
        Collector<Load> elsewhere = new Collector<>();
        try (LeatServer server = LeatServer.start();
                Leat leat = Leat.open(directory, options -> options.epochs(Duration.ofMillis(50)));
                LeatServer otherServer = LeatServer.start();
                Leat other = Leat.inMemory()) {
            otherServer.ingest("/events/loads", loads, Json.of(Load.class));
            other.start(Pipeline.of("other", p -> p.from("loads", loads).to("out", elsewhere)));
            server.ingest("/events/calls", calls, Json.of(Call.class));
            Sink<Load> live = server.stream("/streams/load", Json.of(Load.class));
            leat.start(Pipeline.of("fleet", p -> {
                EventStream<Load> load = load(p.from("calls", calls));
                load.to("live", live);
                load.to(
                        "other",
                        Webhook.to(otherServer.uri().resolve("/events/loads"), Json.of(Load.class))
                                .batches(10));
            }));
            HttpRequest get = HttpRequest.newBuilder(server.uri().resolve("/streams/load"))
                    .build();
            try (BufferedReader stream = new BufferedReader(new InputStreamReader(
                    http.send(get, BodyHandlers.ofInputStream()).body(), StandardCharsets.UTF_8))) {
                assertThat(stream.readLine()).startsWith("retry: ");
                assertThat(post(server, "{\"instance\":\"ai-1\",\"eventTime\":1700000000000,\"tokens\":7}")
                                .body())
                        .isEqualTo("{\"taken\":1}");
                assertThat(post(
                                        server,
                                        "[{\"instance\":\"ai-1\",\"eventTime\":1700000001000,\"tokens\":3},"
                                                + "{\"instance\":\"ai-1\",\"eventTime\":1700000020000,\"tokens\":1}]")
                                .statusCode())
                        .isEqualTo(202);
                assertThat(post(server, "[{\"instance\":\"ai-1\",\"eventTime\":1700000001000,\"tokens\":\"x\"}]")
                                .body())
                        .contains("\"status\":400")
                        .contains("value 1, from byte 2 of the body on: ");
                String line = stream.readLine();
                while (!line.startsWith("data: ")) {
                    line = stream.readLine();
                }
                assertThat(line)
                        .isEqualTo("data: {\"instance\":\"ai-1\",\"start\":1700000000000,\"calls\":2,\"tokens\":10}");
            }
            await().atMost(Duration.ofSeconds(20))
                    .until(() -> !elsewhere.values().isEmpty());
            assertThat(elsewhere.values())
                    .isEqualTo(List.of(new Load("ai-1", Instant.ofEpochMilli(1_700_000_000_000L), 2, 10)));
        }
    }
}
