// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.processor;

import io.leat.value.ByValue;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Questions to a list of events. User functions run here in the thread that asks. */
public final class Queries {
    private Queries() {}

    /** Returns the events by what a function gives, null included; groups in the order of their first event. */
    public static <T, K extends @Nullable Object> Map<K, List<T>> groups(
            List<T> events, Function<? super T, ? extends K> function) {
        Map<K, List<T>> groups = new LinkedHashMap<>();
        for (T event : events) {
            groups.computeIfAbsent(function.apply(event), key -> new ArrayList<>())
                    .add(event);
        }
        return groups;
    }

    /** Returns how often there is which value, numbers by value, in the first form and the order in which they came. */
    public static Map<@Nullable Object, Long> counts(List<@Nullable Object> values) {
        Map<@Nullable Object, Long> counts = new LinkedHashMap<>();
        Map<Object, Object> firstForms = new HashMap<>();
        for (Object value : values) {
            Object form = ByValue.of(value);
            Object shown = form == null ? value : firstForms.computeIfAbsent(form, first -> value);
            counts.merge(shown, 1L, Long::sum);
        }
        return counts;
    }
}
