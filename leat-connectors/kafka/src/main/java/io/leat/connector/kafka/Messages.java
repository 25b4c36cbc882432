// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.connector.kafka;

import io.leat.connector.Format;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.jspecify.annotations.Nullable;

/**
 * How results become records of Kafka.
 *
 * @param key null for records without a key
 * @param tombstone null if every result has a value
 * @param timed whether a record has the time of the result, instead of that of sending
 */
record Messages<T>(
        String topic,
        Format<? super T> values,
        @Nullable Function<T, byte @Nullable []> key,
        List<Function<T, KafkaHeader>> headers,
        @Nullable Predicate<? super T> tombstone,
        boolean timed) {
    static <T> Messages<T> of(String topic, Format<? super T> values) {
        return new Messages<>(topic, values, null, List.of(), null, true);
    }

    <K> Messages<T> keyedBy(Function<? super T, ? extends @Nullable K> part, Format<K> format) {
        Function<T, byte @Nullable []> bytes = result -> {
            K value = part.apply(result);
            return value == null ? null : format.write(value);
        };
        return new Messages<>(topic, values, bytes, headers, tombstone, timed);
    }

    Messages<T> header(String name, Function<? super T, String> value) {
        List<Function<T, KafkaHeader>> more = new ArrayList<>(headers);
        more.add(result -> KafkaHeader.of(name, value.apply(result)));
        return new Messages<>(topic, values, key, List.copyOf(more), tombstone, timed);
    }

    Messages<T> deletedWhen(Predicate<? super T> condition) {
        return new Messages<>(topic, values, key, headers, condition, timed);
    }

    Messages<T> timedBySending() {
        return new Messages<>(topic, values, key, headers, tombstone, false);
    }

    /**
     * Returns the record of a result. One without a time, or of one before 1970, which Kafka does not know, gets the time of sending.
     *
     * @throws IllegalArgumentException if it cannot be written
     */
    ProducerRecord<byte[], byte[]> record(T result, long timestamp) {
        ProducerRecord<byte[], byte[]> record = new ProducerRecord<>(
                topic,
                null,
                timed && timestamp >= 0 ? timestamp : null,
                key == null ? null : key.apply(result),
                tombstone != null && tombstone.test(result) ? null : values.write(result));
        for (Function<T, KafkaHeader> header : headers) {
            KafkaHeader made = header.apply(result);
            record.headers().add(new RecordHeader(made.name(), made.value()));
        }
        return record;
    }
}
