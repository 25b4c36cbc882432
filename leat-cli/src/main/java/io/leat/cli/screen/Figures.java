// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.cli.screen;

import io.leat.examples.instances.Load;
import java.time.Duration;
import java.util.List;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/**
 * What is shown of one instance, or of all.
 *
 * @param instance its name
 * @param requests those with a valid report
 * @param tokens read and written
 * @param errors requests that were answered with an error
 * @param tumbling the last complete 10 s window
 * @param sliding the last complete 30 s window
 * @param sessions those that have ended
 * @param late requests that came too late for their 10 s window
 * @param behind how old its newest request is; null if it had none
 */
public record Figures(
        String instance,
        long requests,
        long tokens,
        long errors,
        @Nullable Load tumbling,
        @Nullable Load sliding,
        long sessions,
        long late,
        @Nullable Duration behind) {
    /** Returns the sums over all instances. */
    static Figures total(List<Figures> rows) {
        return new Figures(
                "all",
                sum(rows, Figures::requests),
                sum(rows, Figures::tokens),
                sum(rows, Figures::errors),
                null,
                null,
                sum(rows, Figures::sessions),
                sum(rows, Figures::late),
                null);
    }

    private static long sum(List<Figures> rows, ToLongFunction<Figures> of) {
        return rows.stream().mapToLong(of).sum();
    }
}
