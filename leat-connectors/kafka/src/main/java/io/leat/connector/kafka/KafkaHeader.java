// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.connector.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Arrays;

/**
 * A header of a record.
 *
 * @param value its bytes; empty if it has none. Not copied, so not to be changed
 */
@SuppressWarnings("ArrayRecordComponent") // compared by its bytes
public record KafkaHeader(String name, byte[] value) {
    /** Returns a header whose value is text in UTF-8. */
    public static KafkaHeader of(String name, String value) {
        return new KafkaHeader(name, value.getBytes(UTF_8));
    }

    /** Returns the value as text; what is not UTF-8 in it is replaced. */
    public String text() {
        return new String(value, UTF_8);
    }

    @Override
    public boolean equals(Object o) {
        return o instanceof KafkaHeader other && name.equals(other.name) && Arrays.equals(value, other.value);
    }

    @Override
    public int hashCode() {
        return 31 * name.hashCode() + Arrays.hashCode(value);
    }

    @Override
    public String toString() {
        return name + "=" + text();
    }
}
