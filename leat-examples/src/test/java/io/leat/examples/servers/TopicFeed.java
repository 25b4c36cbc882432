// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.examples.servers;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.leat.examples.instances.Inference;
import io.leat.format.Json;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** Puts reports into a topic, each once, with Kafka's own client: evenly over some time, with broken ones among them. */
final class TopicFeed implements AutoCloseable {
    private final KafkaProducer<String, byte[]> producer;
    private final String topic;
    private final List<Inference> reports;
    private final List<String> broken;
    private final CompletableFuture<Void> end = new CompletableFuture<>();
    private final List<Future<RecordMetadata>> sent = new ArrayList<>();

    TopicFeed(String brokers, String topic, List<Inference> reports, List<String> broken) {
        Map<String, Object> settings = Map.of(
                "bootstrap.servers",
                brokers,
                "acks",
                "all",
                "enable.idempotence",
                true,
                "delivery.timeout.ms",
                300_000);
        this.producer = new KafkaProducer<>(settings, new StringSerializer(), new ByteArraySerializer());
        this.topic = topic;
        this.reports = reports;
        this.broken = broken;
    }

    void begin(Duration over) {
        Thread thread = new Thread(() -> run(over), "feed");
        thread.setDaemon(true);
        thread.start();
    }

    private void run(Duration over) {
        try {
            long from = System.nanoTime();
            Json<Inference> json = Json.of(Inference.class);
            for (int i = 0; i < reports.size(); i++) {
                while (System.nanoTime() - from < over.toNanos() * i / reports.size()) {
                    Thread.sleep(1);
                }
                send(reports.get(i).instance(), json.write(reports.get(i)));
                if (i % (reports.size() / broken.size()) == 0 && i / (reports.size() / broken.size()) < broken.size()) {
                    send(
                            "broken",
                            broken.get(i / (reports.size() / broken.size())).getBytes(UTF_8));
                }
            }
            producer.flush();
            for (Future<RecordMetadata> one : sent) {
                one.get();
            }
            end.complete(null);
        } catch (InterruptedException | ExecutionException | RuntimeException e) {
            end.completeExceptionally(e);
        }
    }

    private void send(String key, byte[] value) {
        sent.add(producer.send(new ProducerRecord<>(topic, key, value)));
    }

    void awaitEnd() throws ExecutionException, InterruptedException {
        end.get();
    }

    @Override
    public void close() {
        producer.close(Duration.ZERO);
    }
}
