// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.examples.servers;

import static org.assertj.core.api.Assertions.assertThat;

import io.leat.Job;
import io.leat.Leat;
import io.leat.Pipeline;
import io.leat.connector.Sink;
import io.leat.connector.Source;
import io.leat.connector.file.JsonLines;
import io.leat.connector.kafka.Kafka;
import io.leat.connector.memory.Push;
import io.leat.examples.instances.Inference;
import io.leat.format.Json;
import io.leat.metric.JobMetrics;
import io.leat.server.LeatServer;
import io.leat.servers.KafkaServer;
import io.leat.time.Watermarks;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Records of somebody who means harm, among others that are right: each is processed, or a dead letter with a reason, and the counts add up.
 * How many: {@code -Dhostile=1000000}.
 */
@Timeout(900)
class HostileRecordsTest {
    private static final int RECORDS = Integer.getInteger("hostile", 20_000);
    /** Each is a request of its own, which takes longer. */
    private static final int REQUESTS = Integer.getInteger("hostile.requests", Math.max(3_000, RECORDS / 10));

    private static final int AT_ONCE = 8;
    private static final int LARGEST_LINE = 64 << 20;
    private static final int LARGEST_MESSAGE = 900_000;

    @TempDir
    Path dir;

    /** What has come through. */
    private final BitSet processed = new BitSet();

    private long count;

    @Test
    void whenAFileIsHostile_thenEachLineIsProcessedOrADeadLetter() throws Exception {
        Hostile hostile = new Hostile(1, LARGEST_LINE, RECORDS / 2, false);
        BitSet right = new BitSet();
        Path file = dir.resolve("hostile.jsonl");
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file))) {
            for (int i = 0; i < RECORDS; i++) {
                Hostile.Made made = hostile.next();
                note(made, right);
                out.write(withoutLineBreaks(made.bytes()));
                out.write('\n');
            }
        }
        check(JsonLines.of(file, Inference.class), right);
    }

    /** In UTF-16 some characters have one. */
    private static byte[] withoutLineBreaks(byte[] bytes) {
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = bytes[i] == '\n' ? (byte) ' ' : bytes[i];
        }
        return bytes;
    }

    @Test
    void whenATopicIsHostile_thenEachMessageIsProcessedOrADeadLetter() throws Exception {
        List<Future<RecordMetadata>> sent = new ArrayList<>();
        Hostile hostile = new Hostile(2, LARGEST_MESSAGE, RECORDS / 20, true);
        BitSet right = new BitSet();
        try (KafkaServer broker = KafkaServer.start(dir.resolve("kafka"))) {
            broker.createTopic("hostile", 2);
            try (KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(
                    Map.of("bootstrap.servers", broker.address(), "linger.ms", 20, "batch.size", 200_000),
                    new ByteArraySerializer(),
                    new ByteArraySerializer())) {
                for (int i = 0; i < RECORDS; i++) {
                    Hostile.Made made = hostile.next();
                    note(made, right);
                    sent.add(producer.send(new ProducerRecord<>("hostile", made.bytes())));
                }
                producer.flush();
            }
            for (Future<RecordMetadata> one : sent) {
                one.get();
            }
            check(
                    Kafka.from(broker.address(), "hostile", Json.of(Inference.class))
                            .untilEnd(),
                    right);
        }
    }

    @Test
    void whenRequestsAreHostile_thenEachIsProcessedOrADeadLetterOrRefusedWithAReason() throws Exception {
        Hostile hostile = new Hostile(3, LARGEST_LINE, REQUESTS / 2, false);
        BitSet right = new BitSet();
        Push<Inference> push = Push.of(Inference.class).buffered().timedBy(Inference::eventTime);
        Map<Integer, Integer> answers = new ConcurrentHashMap<>();
        Queue<String> withoutReason = new ConcurrentLinkedQueue<>();
        try (LeatServer server = LeatServer.start();
                Leat leat = Leat.open(dir.resolve("job"))) {
            server.ingest("/reports", push, Json.of(Inference.class));
            Job job = leat.start(pipeline(push));
            HttpClient client = HttpClient.newHttpClient();
            Semaphore free = new Semaphore(AT_ONCE);
            for (int i = 0; i < REQUESTS; i++) {
                Hostile.Made made = hostile.next();
                note(made, right);
                free.acquire();
                HttpRequest request = HttpRequest.newBuilder(server.uri().resolve("/reports"))
                        .header("Content-Type", "application/json")
                        .POST(BodyPublishers.ofByteArray(made.bytes()))
                        .build();
                CompletableFuture<?> unused = client.sendAsync(request, BodyHandlers.ofString())
                        .whenComplete((answer, e) -> {
                            answers.merge(status(answer, made), 1, Integer::sum);
                            if (answer != null
                                    && answer.statusCode() != 202
                                    && !answer.body().contains("detail")) {
                                withoutReason.add(answer.body());
                            }
                            free.release();
                        });
            }
            free.acquire(AT_ONCE);
            push.close();
            JobMetrics metrics = job.awaitCompletion();
            assertThat(metrics.in()).isEqualTo((long) answers.get(202));
            assertThat(count + metrics.failed()).isEqualTo(metrics.in());
        }
        assertThat(withoutReason).isEmpty();
        assertThat(answers).containsOnlyKeys(202, 400, 413);
        assertThat(answers.values().stream().mapToInt(Integer::intValue).sum()).isEqualTo(REQUESTS);
        assertThat(processed).isEqualTo(right);
        assertThat(count).isEqualTo(right.cardinality());
    }

    /** Whoever sends too much may be cut off before it reads the answer. */
    private static int status(HttpResponse<String> answer, Hostile.Made made) {
        if (answer == null) {
            return made.bytes().length >= LARGEST_LINE ? 413 : 0;
        }
        return answer.statusCode();
    }

    private static void note(Hostile.Made made, BitSet right) {
        if (made.id() >= 0) {
            right.set((int) made.id());
        }
    }

    private Pipeline pipeline(Source<Inference> source) {
        Watermarks watermarks = Watermarks.outOfOrder(Duration.ofSeconds(5)).maxFutureSkew(Duration.ofHours(1));
        Sink<Inference> sink = Sink.of(report -> {
            processed.set((int) report.id());
            count++;
        });
        return Pipeline.of(
                "hostile",
                p -> p.from("reports", source, watermarks)
                        .map("check", Inference::checked)
                        .to("out", sink));
    }

    private void check(Source<Inference> source, BitSet right) throws InterruptedException, IOException {
        Path job = dir.resolve("job");
        try (Leat leat = Leat.open(job)) {
            Job running = leat.start(pipeline(source.timedBy(Inference::eventTime)));
            JobMetrics metrics = running.awaitCompletion();
            assertThat(running.deadLetters())
                    .isNotEmpty()
                    .allSatisfy(letter -> assertThat(letter.reason()).isNotBlank());
            assertThat(metrics.in()).isEqualTo(RECORDS);
            assertThat(count + metrics.failed()).isEqualTo(RECORDS);
        }
        assertThat(processed).isEqualTo(right);
        assertThat(count).isEqualTo(right.cardinality());
        assertThat(Leat.deadLetters(job, "hostile")).hasSize(RECORDS - right.cardinality());
    }
}
