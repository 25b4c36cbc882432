// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.server;

import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.leat.Job;
import io.leat.Leat;
import io.leat.connector.Sink;
import io.leat.connector.memory.Push;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A process is killed with SIGKILL while events come in: what it has acknowledged is there. */
@Timeout(120)
class IngestKillTest {
    private static final int LIVES = 4;
    private static final int CLIENTS = 3;
    private static final int BATCH = 3;
    private static final int ENOUGH = 100;

    @TempDir
    Path directory;

    private final HttpClient http = HttpClient.newHttpClient();
    private final AtomicInteger next = new AtomicInteger();
    private final Set<String> acknowledged = ConcurrentHashMap.newKeySet();
    /** Requests of which it is not known whether they were taken, until they are sent again. */
    private final Set<List<String>> unknown = ConcurrentHashMap.newKeySet();

    @Test
    void whenKilled_thenWhatWasAcknowledgedIsInTheLogAndWhatComesAgainCountsOnce() throws Exception {
        for (int life = 0; life < LIVES; life++) {
            runAndKill();
        }
        Set<String> retried = ConcurrentHashMap.newKeySet();
        Push<String> push = IngestingProcess.push();
        try (Leat leat = Leat.open(directory)) {
            Job job = leat.start(IngestingProcess.pipeline(push, Sink.of(text -> {})));
            for (List<String> request : unknown) {
                push.emitAll(request); // as a client does that got no answer
                retried.addAll(request);
            }
            Map<String, Long> log;
            try (var replay = job.history("texts", String.class)
                    .arrived(Instant.EPOCH, Instant.now().plusSeconds(60))) {
                log = replay.collect(groupingBy(recorded -> recorded.event(), counting()));
            }
            assertThat(acknowledged)
                    .hasSizeGreaterThan(ENOUGH * BATCH)
                    .allSatisfy(id -> assertThat(log.get(id)).as(id).isEqualTo(1));
            assertThat(log.keySet()).hasSize(acknowledged.size() + retried.size());
            await().atMost(Duration.ofSeconds(20))
                    .untilAsserted(() -> assertThat(job.metrics().step("once").out())
                            .as("each once, those that came again included")
                            .isEqualTo(log.size()));
        }
    }

    private void runAndKill() throws Exception {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        Process process = new ProcessBuilder(
                        java,
                        "-cp",
                        System.getProperty("java.class.path"),
                        IngestingProcess.class.getName(),
                        directory.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try (BufferedReader said = process.inputReader()) {
            URI uri = URI.create("http://127.0.0.1:" + said.readLine() + "/events/texts");
            int before = acknowledged.size();
            List<Thread> clients = IntStream.range(0, CLIENTS)
                    .mapToObj(i -> new Thread(() -> postUntilItDies(uri)))
                    .toList();
            clients.forEach(Thread::start);
            await().atMost(Duration.ofSeconds(30)).until(() -> acknowledged.size() > before + ENOUGH);
            process.destroyForcibly().waitFor(); // SIGKILL
            for (Thread client : clients) {
                client.join();
            }
        }
    }

    private void postUntilItDies(URI uri) {
        while (true) {
            List<String> ids = IntStream.range(0, BATCH)
                    .mapToObj(i -> "id-" + next.getAndIncrement())
                    .toList();
            unknown.add(ids);
            try {
                HttpRequest request = HttpRequest.newBuilder(uri)
                        .header("Content-Type", "application/x-ndjson")
                        .POST(BodyPublishers.ofString(String.join("\n", ids)))
                        .build();
                HttpResponse<String> answer = http.send(request, BodyHandlers.ofString());
                assertThat(answer.statusCode()).isEqualTo(202);
                acknowledged.addAll(ids);
                unknown.remove(ids);
            } catch (IOException | InterruptedException dead) {
                return;
            }
        }
    }
}
