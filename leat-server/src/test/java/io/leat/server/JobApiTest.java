// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.leat.Job;
import io.leat.Leat;
import io.leat.Pipeline;
import io.leat.aggregate.Aggregates;
import io.leat.connector.Sink;
import io.leat.connector.memory.Push;
import io.leat.time.Watermarks;
import io.leat.window.Windows;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What the API tells of a job that runs. */
@Timeout(60)
class JobApiTest {
    record Call(String instance, Instant eventTime, int tokens) {}

    private final Push<Call> calls = Push.of(Call.class).timedBy(Call::eventTime);
    private Leat leat;
    private LeatServer server;
    private Client client;

    @BeforeEach
    void start() throws Exception {
        leat = Leat.inMemory();
        server = LeatServer.start(leat);
        client = new Client(server);
    }

    @AfterEach
    void stop() {
        server.close();
        leat.close();
    }

    private Job run(String name) {
        return leat.start(Pipeline.of(
                name,
                p -> p.from("calls", calls, Watermarks.outOfOrder(Duration.ofSeconds(1)))
                        .filter("long ones", call -> call.tokens() > 0)
                        .keyBy(Call::instance)
                        .window(Windows.tumbling(Duration.ofSeconds(10)))
                        .aggregate("tokens/10 s", Aggregates.count())
                        .to("out", Sink.of(x -> {}))));
    }

    private Call call(String instance, int second, int tokens) {
        return new Call(instance, Instant.ofEpochSecond(1_700_000_000L + second), tokens);
    }

    @Test
    void whenJobRuns_thenItIsListedWithItsPlanAndMetrics() throws Exception {
        run("fleet of/six");
        calls.emit(call("ai-1", 0, 7));
        calls.emit(call("ai-1", 3, 0));
        await().untilAsserted(() -> assertThat(client.get("/api/jobs").body())
                .contains("\"name\":\"fleet of/six\"", "\"status\":\"RUNNING\"", "\"in\":2"));
        assertThat(client.get("/api/jobs/fleet%20of%2Fsix/plan").body())
                .contains("{\"id\":3,\"name\":\"tokens/10 s\",\"kind\":\"window\",\"detail\":\"tumbling PT10S\"");
        assertThat(client.get("/api/jobs/fleet%20of%2Fsix/metrics").body())
                .contains("\"in\":2,\"out\":0,\"filtered\":1");
        assertThat(client.get("/api/jobs/other/plan").body())
                .contains("there is no job 'other': there are [fleet of/six]");
        assertThat(client.raw("GET /api/live?job=fleet%20of%2Fsix HTTP/1.1\r\nHost: localhost\r\n\r\n", 2_000))
                .contains("event: metrics\ndata: {\"atMs\":");
    }
}
