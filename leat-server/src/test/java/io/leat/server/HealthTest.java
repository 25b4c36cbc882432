// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.leat.Job;
import io.leat.Leat;
import io.leat.Pipeline;
import io.leat.connector.Sink;
import io.leat.connector.memory.Push;
import io.leat.failure.FailurePolicy;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Whether it is said that all is well, and what is wrong. */
@Timeout(60)
class HealthTest {
    private final Push<String> words = Push.of(String.class);
    private final Leat leat = Leat.inMemory();
    private LeatServer server;
    private Client client;

    private void start(Consumer<ServerOptions> choose) throws IOException {
        server = LeatServer.start(leat, choose);
        client = new Client(server);
    }

    @AfterEach
    void stop() {
        leat.close();
        server.close();
    }

    private Job run(String name, Push<String> from, Sink<String> sink) {
        return leat.start(Pipeline.of(name, p -> p.from("words", from).to("out", sink)));
    }

    @Test
    void whenJobsRunOrHaveCompleted_thenReady() throws Exception {
        start(options -> {});
        assertThat(client.get("/health/ready").body()).isEqualTo("{\"status\":\"ready\",\"jobs\":{}}");
        Job done = run("do\"ne", words, Sink.of(word -> {}));
        words.close();
        done.awaitCompletion();
        run("runs", Push.of(String.class), Sink.of(word -> {}));
        assertThat(client.get("/health/ready").statusCode()).isEqualTo(200);
        assertThat(client.get("/health/ready").body())
                .isEqualTo("{\"status\":\"ready\",\"jobs\":{\"do\\\"ne\":\"COMPLETED\",\"runs\":\"RUNNING\"}}");
    }

    @Test
    void whenAJobHasFailed_thenNotReadyUntilItRunsAgain() throws Exception {
        start(options -> {});
        Job job = leat.start(Pipeline.of(
                "fragile",
                p -> p.from("words", words)
                        .map("break", (String word) -> {
                            throw new IllegalStateException("broke on " + word);
                        })
                        .onFailure(FailurePolicy.FAIL)
                        .to("out", Sink.of(word -> {}))));
        words.emit("glass");
        assertThat(job.await(Duration.ofSeconds(20))).isTrue();
        HttpResponse<String> answer = client.get("/health/ready");
        assertThat(answer.statusCode()).isEqualTo(503);
        assertThat(answer.headers().firstValue("Content-Type")).contains("application/problem+json");
        assertThat(answer.body())
                .contains(
                        "job 'fragile' has failed: step 'break' failed: java.lang.IllegalStateException: broke on glass.");
        assertThat(client.get("/health/live").statusCode())
                .as("the process is fine")
                .isEqualTo(200);

        run("fragile", Push.of(String.class), Sink.of(word -> {}));
        assertThat(client.get("/health/ready").statusCode()).isEqualTo(200);
    }

    @Test
    void whenAThreadIsHeldUpForLong_thenNotLiveUntilItGoesOn() throws Exception {
        start(options -> options.stuckAfter(Duration.ofMillis(300)));
        CountDownLatch release = new CountDownLatch(1);
        run("stuck", words, Sink.of(word -> release.await()));
        words.emit("one");
        await().untilAsserted(() ->
                assertThat(client.get("/health/live").statusCode()).isEqualTo(503));
        assertThat(client.get("/health/live").body())
                .contains("job 'stuck' has got nowhere for ", "A thread dump shows where");
        assertThat(client.get("/health/ready").statusCode()).isEqualTo(200);
        release.countDown();
        await().untilAsserted(
                        () -> assertThat(client.get("/health/live").body()).isEqualTo("{\"status\":\"live\"}"));
    }

    @Test
    void whenNothingComes_thenLive() throws Exception {
        start(options -> options.stuckAfter(Duration.ofMillis(300)));
        run("idle", words, Sink.of(word -> {}));
        long until = System.nanoTime() + Duration.ofSeconds(3).toNanos();
        await().pollInterval(Duration.ofMillis(100)).until(() -> {
            assertThat(client.get("/health/live").statusCode()).isEqualTo(200);
            return System.nanoTime() > until;
        });
    }
}
