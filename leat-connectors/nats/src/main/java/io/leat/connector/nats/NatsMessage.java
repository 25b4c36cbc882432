// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.connector.nats;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A message of a stream with all that belongs to it; see {@link Nats#messages}.
 *
 * @param sequence its number in the stream
 * @param timestamp when the server took it, in milliseconds since 1970-01-01T00:00Z
 * @param headers the values of each header; of one name in their order
 */
public record NatsMessage<T>(
        String subject, long sequence, long timestamp, Map<String, List<String>> headers, T value) {
    public NatsMessage {
        headers = Map.copyOf(headers);
    }

    /** Returns the last value of a header. */
    public Optional<String> header(String name) {
        List<String> values = headers.getOrDefault(name, List.of());
        return values.isEmpty() ? Optional.empty() : Optional.of(values.get(values.size() - 1));
    }
}
