// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.connector.kafka;

import java.util.Map;
import java.util.Properties;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerGroupMetadata;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/**
 * To which brokers is written, and how.
 *
 * @param id of the transactions and of the group that keeps the marker; null for one made of the names of job and step
 */
record Writing(Settings settings, String topic, @Nullable String id) {
    private static final String BATCH_BYTES = "131072";

    private static final Map<String, String> OWNED = Map.of(
            "bootstrap.servers", "give the address to Kafka.to(…)",
            "key.serializer", "give a Format to .keyedBy(…)",
            "value.serializer", "give a Format to Kafka.to(…)",
            "acks", "results must survive the loss of a broker",
            "enable.idempotence", "results must not come twice",
            "transactional.id", "use .transactionalId(…)");

    static Writing of(String brokers, String topic) {
        if (topic.isBlank()) {
            throw new IllegalArgumentException("the name of a topic is blank");
        }
        return new Writing(Settings.of(brokers), topic, null);
    }

    Writing id(String name) {
        if (name.isBlank()) {
            throw new IllegalArgumentException("the id of transactions is blank");
        }
        return new Writing(settings, topic, name);
    }

    Writing property(String name, String value) {
        return new Writing(settings.with(name, value, ProducerConfig.configNames(), OWNED), topic, id);
    }

    /** Opens a producer of transactions. */
    KafkaProducer<byte[], byte[]> transactional(String transactionalId) {
        return producer(
                Map.of("linger.ms", "20", "batch.size", BATCH_BYTES, "max.block.ms", "10000"),
                Map.of("transactional.id", transactionalId));
    }

    /** Opens a producer that sends at once, and keeps for long what it cannot send. */
    KafkaProducer<byte[], byte[]> immediate() {
        return producer(
                Map.of(
                        "linger.ms", "0",
                        "batch.size", BATCH_BYTES,
                        "max.block.ms", "2000", // the stream waits meanwhile
                        "delivery.timeout.ms", "300000"),
                Map.of());
    }

    /** Returns a group as a transaction wants it to be named; only a consumer makes one. It does not connect. */
    ConsumerGroupMetadata group(String name) {
        Properties properties = settings.client(Map.of());
        properties.keySet().retainAll(ConsumerConfig.configNames());
        properties.put("group.id", name);
        try (KafkaConsumer<byte[], byte[]> consumer =
                new KafkaConsumer<>(properties, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            return consumer.groupMetadata();
        }
    }

    private KafkaProducer<byte[], byte[]> producer(Map<String, String> defaults, Map<String, String> fixed) {
        Properties properties = settings.client(defaults);
        properties.put("acks", "all");
        properties.put("enable.idempotence", "true");
        properties.putAll(fixed);
        return new KafkaProducer<>(properties, new ByteArraySerializer(), new ByteArraySerializer());
    }

    /** Returns what to throw for an exception of a client. */
    Exception failure(Throwable cause) {
        return Outage.of(cause, "topic '" + topic + "' cannot be written", settings.brokers());
    }

    @Override
    public String toString() {
        return "kafka " + topic + " at " + settings.brokers();
    }
}
