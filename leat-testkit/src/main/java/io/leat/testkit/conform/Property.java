// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.testkit.conform;

import io.leat.testkit.host.Host;
import io.leat.testkit.host.Schedule;
import io.leat.testkit.host.Trial;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Runs a case under some schedules, and shrinks it if it fails. */
final class Property {
    /** Threads do not repeat themselves. */
    private static final int TRIES = 3;

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

    private Trial shrink(Trial failing, Schedule schedule) {
        int tries = host.parallel() ? TRIES : 1;
        return Shrinking.smallest(failing, smaller -> failure(smaller, schedule, tries) != null);
    }
}
