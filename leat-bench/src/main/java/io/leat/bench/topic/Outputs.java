// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.bench.topic;

import io.leat.Leat;
import io.leat.Pipeline;
import io.leat.connector.Format;
import io.leat.connector.Sink;
import io.leat.connector.kafka.Kafka;
import io.leat.connector.kafka.KafkaSink;
import io.leat.connector.memory.Generator;
import io.leat.format.Json;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerGroupMetadata;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * Calls written to a topic as JSON with a key, in a transaction a second or without transactions.
 *
 * @param transactional whether each second is a transaction that carries a marker
 */
public record Outputs(String brokers, String topic, long records, boolean transactional) {
    private static final long SECOND_NANOS = 1_000_000_000L;

    /** Returns the job. */
    public Side leat() {
        return () -> {
            KafkaSink<Call> exactly =
                    Kafka.to(brokers, topic, Json.of(Call.class)).keyedBy(Call::instance, Format.text());
            Sink<Call> sink = transactional ? exactly : exactly.atLeastOnce();
            Pipeline pipeline = Pipeline.of(
                    "out",
                    p -> p.from("calls", Generator.of(records, Call::of).timedByMillis(Call::requestId))
                            .to("topic", sink));
            try (Leat leat = Leat.inMemory()) {
                return leat.start(pipeline).awaitCompletion().in();
            }
        };
    }

    /** Returns the loop around a producer with the same settings. */
    public Side hand() {
        return () -> {
            ConsumerGroupMetadata group = group();
            try (KafkaProducer<byte[], byte[]> producer = producer()) {
                if (transactional) {
                    producer.initTransactions();
                    producer.beginTransaction();
                }
                send(producer, group);
                if (transactional) {
                    commit(producer, group);
                }
            }
            return records;
        };
    }

    private KafkaProducer<byte[], byte[]> producer() {
        Map<String, Object> properties = new HashMap<>(
                Map.of("bootstrap.servers", brokers, "batch.size", "131072", "linger.ms", transactional ? "20" : "0"));
        if (transactional) {
            properties.put("transactional.id", "hand");
        }
        return new KafkaProducer<>(properties, new ByteArraySerializer(), new ByteArraySerializer());
    }

    /** Returns the name of a group as a transaction wants it; only a consumer makes one. */
    private ConsumerGroupMetadata group() {
        try (KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", brokers, "group.id", "hand"),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer())) {
            return consumer.groupMetadata();
        }
    }

    @SuppressWarnings("FutureReturnValueIgnored") // committing or flushing waits for them
    private void send(KafkaProducer<byte[], byte[]> producer, ConsumerGroupMetadata group) {
        Json<Call> values = Json.of(Call.class);
        Format<String> keys = Format.text();
        long began = System.nanoTime();
        for (long n = 0; n < records; n++) {
            Call call = Call.of(n);
            producer.send(new ProducerRecord<>(
                    topic, null, call.requestId(), keys.write(call.instance()), values.write(call)));
            if (n % 1_000 == 0 && System.nanoTime() - began > SECOND_NANOS) {
                began = System.nanoTime();
                if (transactional) {
                    commit(producer, group);
                    producer.beginTransaction();
                } else {
                    producer.flush();
                }
            }
        }
    }

    private void commit(KafkaProducer<byte[], byte[]> producer, ConsumerGroupMetadata group) {
        producer.sendOffsetsToTransaction(
                Map.of(new TopicPartition(topic, 0), new OffsetAndMetadata(1, "marker")), group);
        producer.commitTransaction();
    }
}
