// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.server.chart;

import io.leat.Event;
import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The fields of events and maps, and the components of records. Anything else has none. */
final class Fields {
    /** By component, in their order. */
    private static final ClassValue<Map<String, Method>> ACCESSORS = new ClassValue<>() {
        @Override
        protected Map<String, Method> computeValue(Class<?> type) {
            return accessors(type);
        }
    };

    private Fields() {}

    static List<String> names(Object value) {
        if (value instanceof Event event) {
            return List.copyOf(event.data().keySet());
        }
        if (value instanceof Map<?, ?> map) {
            return map.keySet().stream().map(String::valueOf).toList();
        }
        return List.copyOf(ACCESSORS.get(value.getClass()).keySet());
    }

    /** Returns a field; null if it is not there. */
    static @Nullable Object get(Object value, String name) {
        if (value instanceof Event event) {
            return event.get(name);
        }
        if (value instanceof Map<?, ?> map) {
            return map.get(name);
        }
        Method accessor = ACCESSORS.get(value.getClass()).get(name);
        try {
            return accessor == null ? null : accessor.invoke(value);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(value.getClass().getSimpleName() + "." + name + "() failed: " + e, e);
        }
    }

    private static Map<String, Method> accessors(Class<?> type) {
        if (!type.isRecord()) {
            return Map.of();
        }
        Map<String, Method> found = new LinkedHashMap<>();
        for (RecordComponent component : type.getRecordComponents()) {
            if (!component.getAccessor().trySetAccessible()) {
                throw new IllegalArgumentException(type.getTypeName()
                        + " is a record that its module keeps to itself: write `opens " + type.getPackageName()
                        + " to io.leat.server;` into its module-info, or choose .series(…) and .value(…) by functions");
            }
            found.put(component.getName(), component.getAccessor());
        }
        return Collections.unmodifiableMap(found);
    }
}
