// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.processor;

import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A window as it is at one moment.
 *
 * @param events by time, of equal times by arrival; not empty
 * @param evicted how many more it had, which are kept no more
 */
public record WindowView<T>(@Nullable String key, long startMs, long endMs, List<T> events, long evicted) {
    static <T> Comparator<WindowView<T>> oldestFirst() {
        return Comparator.<WindowView<T>>comparingLong(WindowView::startMs)
                .thenComparingLong(WindowView::endMs)
                .thenComparing(WindowView::key, Comparator.nullsFirst(Comparator.naturalOrder()));
    }
}
