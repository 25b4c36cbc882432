// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.bench.topic;

import io.leat.Leat;
import io.leat.Pipeline;
import io.leat.connector.Format;
import io.leat.connector.Sink;
import io.leat.connector.UnreadableException;
import io.leat.connector.kafka.Kafka;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.ToLongFunction;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * A topic read to its end, and a number of each value added up.
 *
 * @param number by which both sides are compared
 */
public record Inputs<T>(String brokers, String topic, Format<T> format, ToLongFunction<T> number) {
    /** Returns the job. */
    public Side leat() {
        return () -> {
            LongAdder sum = new LongAdder();
            Pipeline pipeline = Pipeline.of(
                    "in",
                    p -> p.from("topic", Kafka.from(brokers, topic, format).untilEnd())
                            .to("sum", Sink.of(value -> sum.add(number.applyAsLong(value)))));
            try (Leat leat = Leat.inMemory()) {
                leat.start(pipeline).awaitCompletion();
            }
            return sum.sum();
        };
    }

    /** Returns the loop around a consumer that has its own settings. */
    public Side hand() {
        return () -> {
            Map<String, Object> properties = Map.of("bootstrap.servers", brokers, "isolation.level", "read_committed");
            try (KafkaConsumer<byte[], byte[]> consumer =
                    new KafkaConsumer<>(properties, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
                List<TopicPartition> partitions = consumer.partitionsFor(topic).stream()
                        .map(info -> new TopicPartition(topic, info.partition()))
                        .toList();
                consumer.assign(partitions);
                consumer.seekToBeginning(partitions);
                return sum(consumer, consumer.endOffsets(partitions));
            }
        };
    }

    private long sum(KafkaConsumer<byte[], byte[]> consumer, Map<TopicPartition, Long> ends)
            throws UnreadableException {
        long sum = 0;
        while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
            for (ConsumerRecord<byte[], byte[]> record : consumer.poll(Duration.ofMillis(100))) {
                sum += number.applyAsLong(format.read(record.value()));
            }
        }
        return sum;
    }
}
