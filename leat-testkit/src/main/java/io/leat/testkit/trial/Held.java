// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.testkit.trial;

import static io.leat.aggregate.Aggregates.row;
import static org.assertj.core.api.Assertions.assertThat;

import io.leat.aggregate.Aggregate;
import io.leat.aggregate.Aggregates;
import io.leat.testkit.reference.Item;
import io.leat.testkit.reference.ReferenceWindows;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A window's result that shows all the window held. */
public record Held(
        @Nullable Object key, Instant start, Instant end, long count, long sum, long last, List<Item> items) {
    private static final int PLENTY = 1_000_000;

    /** Returns the aggregate that gives it. */
    public static <K> Aggregate<K, Item, Held> aggregate() {
        return row(
                Held.class,
                Held::new,
                Aggregates.key(),
                Aggregates.windowStart(),
                Aggregates.windowEnd(),
                Aggregates.count(),
                Aggregates.sum(Item::id),
                Aggregates.maxLong(Item::time),
                Aggregates.collect(PLENTY));
    }

    /** Returns the result as a line, and checks that its parts agree. */
    String line() {
        assertThat(count).isEqualTo(items.size());
        assertThat(sum).isEqualTo(items.stream().mapToLong(Item::id).sum());
        assertThat(items).isSortedAccordingTo(Comparator.comparingLong(Item::time));
        assertThat(last).isEqualTo(items.get(items.size() - 1).time());
        List<Long> ids = items.stream().map(Item::id).sorted().toList();
        return line(String.valueOf(key), start.toEpochMilli(), end.toEpochMilli(), ids);
    }

    /** Returns the line that a result must give. */
    static String line(ReferenceWindows.Window window) {
        List<Long> ids = window.items().stream().map(Item::id).toList();
        return line(window.key(), window.span().start(), window.span().end(), ids);
    }

    private static String line(@Nullable String key, long start, long end, List<Long> ids) {
        return key + " [" + start + ", " + end + ") " + ids;
    }
}
