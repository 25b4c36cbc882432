// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.connector.kafka;

import io.leat.connector.Format;
import java.util.List;

/**
 * Apache Kafka: where reading and writing topics begins.
 *
 * <pre>{@code
 * p.from("calls", Kafka.from("localhost:9092", "calls", Json.of(Call.class)), Watermarks.outOfOrder(ofSeconds(5)))
 *  …
 *  .to("alerts", Kafka.to("localhost:9092", "alerts", Json.of(Alert.class)).keyedBy(Alert::instance, Format.text()));
 * }</pre>
 *
 * <p>Brokers are given as {@code host:port}, several with commas between them: some of the cluster, which tell of the others.
 */
public final class Kafka {
    private Kafka() {}

    /** Returns a source of the values of a topic, with the records' timestamps as their times. */
    public static <T> KafkaSource<T> from(String brokers, String topic, Format<T> values) {
        return from(brokers, List.of(topic), values);
    }

    /** Returns a source of the values of several topics, with the records' timestamps as their times. */
    public static <T> KafkaSource<T> from(String brokers, List<String> topics, Format<T> values) {
        return new KafkaSource<>(Reading.of(brokers, topics), new Form.Values<>(values, false));
    }

    /** Returns a source of the records of a topic, with their keys, headers and tombstones. */
    public static <K, V> KafkaSource<KafkaRecord<K, V>> records(
            String brokers, String topic, Format<K> keys, Format<V> values) {
        return records(brokers, List.of(topic), keys, values);
    }

    /** Returns a source of the records of several topics, with their keys, headers and tombstones. */
    public static <K, V> KafkaSource<KafkaRecord<K, V>> records(
            String brokers, List<String> topics, Format<K> keys, Format<V> values) {
        return new KafkaSource<>(Reading.of(brokers, topics), new Form.Whole<>(keys, values));
    }

    /** Returns a sink that sends each result to a topic as the value of a record, exactly once. */
    public static <T> KafkaSink<T> to(String brokers, String topic, Format<? super T> values) {
        return new KafkaSink<>(Writing.of(brokers, topic), Messages.of(topic, values));
    }
}
