// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.server.api;

import io.leat.Event;
import io.leat.format.value.RecordShape;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The fields of a value of the user's, by name. */
final class Fields {
    private Fields() {}

    /** Returns the fields: of an event its data, of a record its components, of a map its entries; none of anything else. */
    static Map<String, @Nullable Object> of(@Nullable Object value) {
        if (value instanceof Event event) {
            return new LinkedHashMap<>(event.data());
        }
        Map<String, @Nullable Object> fields = new LinkedHashMap<>();
        if (value instanceof Map<?, ?> map) {
            map.forEach((name, field) -> fields.put(String.valueOf(name), field));
        } else if (value instanceof Record) {
            components(value, fields);
        }
        return fields;
    }

    private static void components(Object value, Map<String, @Nullable Object> fields) {
        try {
            RecordShape<?> shape = RecordShape.ofWritten(value.getClass());
            for (int i = 0; i < shape.names().size(); i++) {
                fields.put(shape.names().get(i), shape.get(i, value));
            }
        } catch (IllegalArgumentException e) {
            fields.clear(); // its module keeps it to itself
        }
    }
}
