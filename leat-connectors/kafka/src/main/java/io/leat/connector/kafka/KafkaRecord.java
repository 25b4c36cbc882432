// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.connector.kafka;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A record of a topic with all that belongs to it; see {@link Kafka#records}.
 *
 * @param key null if it has none
 * @param value null for a tombstone, which says that the key is deleted
 * @param timestamp in milliseconds since 1970-01-01T00:00Z
 */
public record KafkaRecord<K, V>(
        String topic,
        int partition,
        long offset,
        long timestamp,
        @Nullable K key,
        @Nullable V value,
        List<KafkaHeader> headers) {
    public KafkaRecord {
        headers = List.copyOf(headers);
    }

    /** Returns the text of the last header of that name. */
    public Optional<String> header(String name) {
        return headers.stream()
                .filter(header -> header.name().equals(name))
                .reduce((first, last) -> last)
                .map(KafkaHeader::text);
    }
}
