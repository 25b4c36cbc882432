// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.examples.servers;

import static org.assertj.core.api.Assertions.assertThat;

import io.leat.Leat;
import io.leat.Pipeline;
import io.leat.connector.UnreadableException;
import io.leat.connector.file.JsonLines;
import io.leat.connector.memory.Collector;
import io.leat.examples.instances.Alert;
import io.leat.examples.instances.Inference;
import io.leat.examples.instances.Load;
import io.leat.format.Json;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * What the job has left, compared with what it was given. Which report is late depends on which partition was read first, so the table alone
 * is not one answer; but each report is in a window or in the file of late ones, once, and each alert goes with a row.
 */
record Outcome(Path directory, List<Inference> trace, int broken, double slowMs) {
    private static final long WINDOW_MS = 10_000;

    private record Window(String instance, Instant start) {}

    private record Sums(long requests, long tokens) {
        Sums plus(Sums other) {
            return new Sums(requests + other.requests, tokens + other.tokens);
        }
    }

    void check(String brokers, String database) throws Exception {
        List<Load> rows = rows(database);
        List<Inference> late = late();
        List<Inference> valid = trace.stream().filter(Outcome::isValid).toList();
        assertThat(rows)
                .extracting(row -> new Window(row.instance(), row.start()))
                .doesNotHaveDuplicates();
        assertThat(late).isNotEmpty().doesNotHaveDuplicates().isSubsetOf(valid);
        assertThat(late.size()).as("late of %s", valid.size()).isLessThan(valid.size() / 10);

        Map<Window, Sums> found = windows(late);
        rows.forEach(row -> found.merge(
                new Window(row.instance(), row.start()), new Sums(row.requests(), row.tokens()), Sums::plus));
        assertThat(found).isEqualTo(windows(valid));

        List<Alert> expected = rows.stream()
                .filter(row -> row.avgMs() > slowMs)
                .map(row -> new Alert(row.instance(), row.end(), "answers took " + row.avgMs() + " ms on average"))
                .toList();
        assertThat(expected).isNotEmpty();
        assertThat(alerts(brokers)).containsExactlyInAnyOrderElementsOf(expected);

        int wrong = trace.size() - valid.size() + broken;
        assertThat(Leat.deadLetters(directory.resolve("job"), FleetOverServers.NAME))
                .hasSize(wrong);
        System.out.println("reports " + trace.size() + ", rows " + rows.size() + ", late " + late.size() + ", alerts "
                + expected.size() + ", dead letters " + wrong);
    }

    private static boolean isValid(Inference report) {
        try {
            return report.checked().eventTime().isBefore(Instant.now().plus(Duration.ofHours(1)));
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    private static Map<Window, Sums> windows(List<Inference> reports) {
        Map<Window, Sums> windows = new HashMap<>();
        for (Inference report : reports) {
            long ms = report.eventTime().toEpochMilli();
            Instant start = Instant.ofEpochMilli(ms - Math.floorMod(ms, WINDOW_MS));
            windows.merge(new Window(report.instance(), start), new Sums(1, report.tokens()), Sums::plus);
        }
        return windows;
    }

    private static List<Load> rows(String database) throws SQLException {
        List<Load> rows = new ArrayList<>();
        try (Connection connection = DriverManager.getConnection(database);
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("select * from load")) {
            while (row.next()) {
                rows.add(new Load(
                        row.getString(1),
                        row.getTimestamp(2).toInstant(),
                        row.getTimestamp(3).toInstant(),
                        row.getLong(4),
                        row.getLong(5),
                        row.getDouble(6),
                        row.getLong(7),
                        row.getLong(8)));
            }
        }
        return rows;
    }

    private List<Inference> late() throws InterruptedException {
        Collector<Inference> late = new Collector<>();
        try (Leat leat = Leat.inMemory()) {
            leat.start(Pipeline.of(
                            "late",
                            p -> p.from("late", JsonLines.of(directory.resolve("late.jsonl"), Inference.class))
                                    .to("out", late)))
                    .awaitCompletion();
        }
        return late.values();
    }

    private static List<Alert> alerts(String brokers) throws UnreadableException {
        Map<String, Object> settings = Map.of("bootstrap.servers", brokers, "isolation.level", "read_committed");
        List<Alert> alerts = new ArrayList<>();
        try (KafkaConsumer<byte[], byte[]> consumer =
                new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            List<TopicPartition> partitions = consumer.partitionsFor("alerts").stream()
                    .map(info -> new TopicPartition(info.topic(), info.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            while (partitions.stream().anyMatch(partition -> consumer.position(partition) < ends.get(partition))) {
                for (var message : consumer.poll(Duration.ofMillis(100))) {
                    alerts.add(Json.of(Alert.class).read(message.value()));
                }
            }
        }
        return alerts;
    }
}
