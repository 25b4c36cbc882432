// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.testkit.conform;

import io.leat.testkit.host.Host;
import io.leat.testkit.host.Schedule;
import io.leat.testkit.host.Trial;
import io.leat.testkit.reference.Feed;
import io.leat.testkit.reference.Item;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Runs a case under some schedules, and shrinks it if it fails. */
final class Property {
    /** Threads do not repeat themselves. */
    private static final int TRIES = 3;

    private static final long SHRINK_NANOS = 20_000_000_000L;

    /** Much longer than any case takes on a busy machine. */
    static final long LONG_SECONDS = 120;

    private final Host host;
    private final boolean shrinks;
    private final long atMostSeconds;

    /**
     * Makes one for a host.
     *
     * @param shrinks whether a case with fewer events has an expected result too
     * @param atMostSeconds how long a run may take
     */
    Property(Host host, boolean shrinks, long atMostSeconds) {
        this.host = host;
        this.shrinks = shrinks;
        this.atMostSeconds = atMostSeconds;
    }

    /** Returns the first failure; null if there is none. */
    @Nullable
    Failure check(Trial trial, List<Schedule> schedules, String repeat) {
        for (Schedule schedule : schedules) {
            Throwable cause = failure(trial, schedule, 1);
            if (cause != null) {
                boolean endless = cause instanceof Watchdog.EndlessError;
                Trial smallest = shrinks && !endless ? shrink(trial, schedule) : trial;
                Throwable last = endless ? null : failure(smallest, schedule, TRIES);
                return new Failure(smallest, host, schedule, repeat, last == null ? cause : last);
            }
        }
        return null;
    }

    /** Runs a case until it fails, at most {@code tries} times. */
    @SuppressWarnings("CatchAndPrintStackTrace") // it is handed back, not printed
    private @Nullable Throwable failure(Trial trial, Schedule schedule, int tries) {
        for (int i = 0; i < tries; i++) {
            try {
                trial.check(Watchdog.run(atMostSeconds, () -> host.run(trial, schedule)));
            } catch (Exception | AssertionError e) {
                return e;
            }
        }
        return null;
    }

    /** Leaves out a half, a quarter … and at last single events, as long as the case still fails. */
    private Trial shrink(Trial failing, Schedule schedule) {
        long deadline = System.nanoTime() + SHRINK_NANOS;
        Trial smallest = failing;
        for (int chunk = Math.max(1, failing.size() / 2); chunk > 0; ) {
            Trial smaller = smaller(smallest, chunk, schedule, deadline);
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

    private @Nullable Trial smaller(Trial trial, int chunk, Schedule schedule, long deadline) {
        List<Item> items =
                trial.feeds().stream().flatMap(f -> f.items().stream()).toList();
        for (int from = 0; from < items.size() && System.nanoTime() < deadline; from += chunk) {
            Trial candidate = without(trial, items.subList(from, Math.min(items.size(), from + chunk)));
            if (failure(candidate, schedule, host.parallel() ? TRIES : 1) != null) {
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
