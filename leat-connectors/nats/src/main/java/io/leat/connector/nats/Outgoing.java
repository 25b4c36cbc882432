// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.connector.nats;

import io.leat.connector.Format;
import io.nats.client.impl.Headers;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;

/**
 * How a result becomes a message.
 *
 * @param headers the functions that give the values of headers, by their names
 */
record Outgoing<T>(String subject, Format<? super T> values, Map<String, Function<? super T, String>> headers) {
    Outgoing(String subject, Format<? super T> values) {
        this(subject, values, Map.of());
    }

    Outgoing<T> header(String name, Function<? super T, String> value) {
        if (name.isBlank() || name.startsWith("Nats-") || name.startsWith("Leat-")) {
            throw new IllegalArgumentException(
                    "'" + name + "' is no name for a header: it is blank, or begins with Nats- or Leat-");
        }
        Map<String, Function<? super T, String>> more = new LinkedHashMap<>(headers);
        more.put(name, value);
        return new Outgoing<>(subject, values, more);
    }

    void addHeaders(T value, Headers to) {
        headers.forEach((name, function) -> to.add(name, function.apply(value)));
    }
}
