// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.connector.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.leat.servers.KafkaServer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** The one broker of the tests of this module, and what tests do with it by Kafka's own clients. */
final class Broker {
    private static final AtomicInteger TOPICS = new AtomicInteger();
    private static KafkaServer server;

    private Broker() {}

    static synchronized KafkaServer server() throws Exception {
        if (server == null) {
            server = KafkaServer.start(Files.createTempDirectory(Path.of("target"), "kafka"));
        }
        server.start(); // if a test has left it dead
        return server;
    }

    static String address() throws Exception {
        return server().address();
    }

    /** Makes a topic that no other test has. */
    static String topic(int partitions) throws Exception {
        String name = "topic" + TOPICS.incrementAndGet();
        server().createTopic(name, partitions);
        return name;
    }

    static KafkaProducer<byte[], byte[]> producer(Map<String, Object> more) throws Exception {
        Map<String, Object> properties = new HashMap<>(Map.of("bootstrap.servers", address()));
        properties.putAll(more);
        return new KafkaProducer<>(properties, new ByteArraySerializer(), new ByteArraySerializer());
    }

    static ProducerRecord<byte[], byte[]> record(String topic, int partition, long timestamp, String value) {
        return new ProducerRecord<>(topic, partition, timestamp, null, value.getBytes(UTF_8));
    }

    /** Sends values to a partition, with their indexes as their timestamps, and waits until they are there. */
    static void send(String topic, int partition, List<String> values) throws Exception {
        List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>();
        for (String value : values) {
            records.add(record(topic, partition, records.size(), value));
        }
        send(records);
    }

    /** Sends records, and waits until they are there. */
    static void send(List<ProducerRecord<byte[], byte[]>> records) throws Exception {
        try (KafkaProducer<byte[], byte[]> producer = producer(Map.of())) {
            List<Future<?>> sent = new ArrayList<>();
            for (ProducerRecord<byte[], byte[]> record : records) {
                sent.add(producer.send(record));
            }
            for (Future<?> each : sent) {
                each.get();
            }
        }
    }

    /** Reads what is committed in a topic, until it is enough or ten seconds are over. */
    static List<ConsumerRecord<String, String>> read(
            String topic, Predicate<List<ConsumerRecord<String, String>>> enough) throws Exception {
        List<ConsumerRecord<String, String>> records = new ArrayList<>();
        try (KafkaConsumer<byte[], byte[]> consumer = committed()) {
            List<TopicPartition> partitions = partitions(consumer, topic);
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            long end = System.nanoTime() + 10_000_000_000L;
            while (!enough.test(records) && System.nanoTime() - end < 0) {
                for (ConsumerRecord<byte[], byte[]> record : consumer.poll(Duration.ofMillis(50))) {
                    records.add(text(record));
                }
            }
        }
        return records;
    }

    /** Reads the values of the records up to the end that a reader of committed records sees now. */
    static List<String> values(String topic) throws Exception {
        try (KafkaConsumer<byte[], byte[]> consumer = committed()) {
            List<TopicPartition> partitions = partitions(consumer, topic);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            List<String> values = new ArrayList<>();
            while (partitions.stream().anyMatch(partition -> consumer.position(partition) < ends.get(partition))) {
                consumer.poll(Duration.ofMillis(50))
                        .forEach(record -> values.add(text(record).value()));
            }
            return values;
        }
    }

    /** Returns the offsets, added up, at which a reader of committed records stands at the end. */
    static long committedEnd(String topic) throws Exception {
        try (KafkaConsumer<byte[], byte[]> consumer = committed()) {
            return consumer.endOffsets(partitions(consumer, topic)).values().stream()
                    .mapToLong(Long::longValue)
                    .sum();
        }
    }

    private static KafkaConsumer<byte[], byte[]> committed() throws Exception {
        return new KafkaConsumer<>(
                Map.of("bootstrap.servers", address(), "isolation.level", "read_committed"),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer());
    }

    private static List<TopicPartition> partitions(KafkaConsumer<?, ?> consumer, String topic) {
        return consumer.partitionsFor(topic).stream()
                .map(info -> new TopicPartition(topic, info.partition()))
                .toList();
    }

    private static ConsumerRecord<String, String> text(ConsumerRecord<byte[], byte[]> record) {
        return new ConsumerRecord<>(
                record.topic(),
                record.partition(),
                record.offset(),
                record.timestamp(),
                record.timestampType(),
                record.serializedKeySize(),
                record.serializedValueSize(),
                record.key() == null ? null : new String(record.key(), UTF_8),
                record.value() == null ? null : new String(record.value(), UTF_8),
                record.headers(),
                record.leaderEpoch());
    }
}
