// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.cli.chaos;

import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;

/** Texts and how often each is there. */
final class Multiset {
    private final Map<String, Integer> counts = new TreeMap<>();
    private int size;

    void add(String text) {
        counts.merge(text, 1, Integer::sum);
        size++;
    }

    /** Does something with each text, as often as it is there. */
    void forEach(Consumer<String> action) {
        counts.forEach((text, count) -> {
            for (int i = 0; i < count; i++) {
                action.accept(text);
            }
        });
    }

    int size() {
        return size;
    }

    /** Returns what is here more often than there, a copy for each time. */
    Multiset minus(Multiset other) {
        Multiset more = new Multiset();
        counts.forEach((text, count) -> {
            for (int n = other.counts.getOrDefault(text, 0); n < count; n++) {
                more.add(text);
            }
        });
        return more;
    }

    /** Returns the first of them, and how many there are. */
    @Override
    public String toString() {
        return size
                + (size == 0 ? "" : ", such as " + counts.keySet().iterator().next());
    }
}
