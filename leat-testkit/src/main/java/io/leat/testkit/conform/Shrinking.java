// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.testkit.conform;

import io.leat.testkit.host.Trial;
import io.leat.testkit.reference.Feed;
import io.leat.testkit.reference.Item;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Makes cases small that fail: with a few events one sees more than with many. */
public final class Shrinking {
    private static final long SHRINK_NANOS = 20_000_000_000L;

    private Shrinking() {}

    /** Leaves out a half of the events, a quarter … and at last single ones, as long as the case still fails and time is left. */
    public static Trial smallest(Trial failing, Predicate<Trial> fails) {
        long deadline = System.nanoTime() + SHRINK_NANOS;
        Trial smallest = failing;
        for (int chunk = Math.max(1, failing.size() / 2); chunk > 0; ) {
            Trial smaller = smaller(smallest, chunk, fails, deadline);
            if (smaller != null) {
                smallest = smaller;
            } else if (System.nanoTime() > deadline) {
                return smallest;
            } else {
                chunk /= 2;
            }
        }
        return smallest;
    }

    private static @Nullable Trial smaller(Trial trial, int chunk, Predicate<Trial> fails, long deadline) {
        List<Item> items =
                trial.feeds().stream().flatMap(f -> f.items().stream()).toList();
        for (int from = 0; from < items.size() && System.nanoTime() < deadline; from += chunk) {
            Trial candidate = without(trial, items.subList(from, Math.min(items.size(), from + chunk)));
            if (fails.test(candidate)) {
                return candidate;
            }
        }
        return null;
    }

    private static Trial without(Trial trial, List<Item> gone) {
        List<Feed> feeds = new ArrayList<>();
        for (Feed feed : trial.feeds()) {
            Feed smaller = feed;
            for (Item item : gone) {
                smaller = smaller.without(item);
            }
            feeds.add(smaller);
        }
        return trial.with(feeds);
    }
}
