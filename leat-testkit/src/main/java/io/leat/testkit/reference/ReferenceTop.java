// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.testkit.reference;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Which windows of a time have most events, over all keys or in groups of them. */
public final class ReferenceTop {
    private ReferenceTop() {}

    /** The best windows of a group, the best first; null for the group of all keys. */
    public record Best(@Nullable String group, Span span, List<ReferenceWindows.Window> windows) {}

    private record Place(@Nullable String group, Span span) {}

    /**
     * Ranks windows with those of the same span and group: by the number of their events, those with as many by key.
     *
     * @param n how many are best
     * @param groupOf the group of a key
     * @param windows each with a key
     */
    public static List<Best> of(
            int n, Function<String, @Nullable String> groupOf, List<ReferenceWindows.Window> windows) {
        Map<Place, List<ReferenceWindows.Window>> places = new LinkedHashMap<>();
        for (ReferenceWindows.Window window : windows) {
            places.computeIfAbsent(new Place(groupOf.apply(key(window)), window.span()), p -> new ArrayList<>())
                    .add(window);
        }
        Comparator<ReferenceWindows.Window> mostEvents = Comparator.<ReferenceWindows.Window>comparingInt(
                        w -> -w.items().size())
                .thenComparing(ReferenceTop::key);
        return places.entrySet().stream()
                .map(e -> new Best(
                        e.getKey().group(),
                        e.getKey().span(),
                        e.getValue().stream().sorted(mostEvents).limit(n).toList()))
                .toList();
    }

    private static String key(ReferenceWindows.Window window) {
        return Objects.requireNonNull(window.key());
    }
}
