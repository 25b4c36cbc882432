// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.examples.nexmark.query;

import io.leat.aggregate.Aggregate;
import io.leat.aggregate.Aggregates;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/** An aggregate of our own: all that have the highest value, since there may be several. */
final class Highest {
    private Highest() {}

    static <T> Aggregate<@Nullable Object, T, List<T>> all(ToLongFunction<? super T> of) {
        return Aggregates.<T, List<T>, List<T>>custom(
                ArrayList::new,
                (best, next) -> add(best, next, of),
                (best, others) -> {
                    others.forEach(other -> add(best, other, of));
                    return best;
                },
                List::copyOf);
    }

    private static <T> List<T> add(List<T> best, T next, ToLongFunction<? super T> of) {
        long lead = best.isEmpty() ? 0 : of.applyAsLong(next) - of.applyAsLong(best.get(0));
        if (lead > 0) {
            best.clear();
        }
        if (lead >= 0) {
            best.add(next);
        }
        return best;
    }
}
