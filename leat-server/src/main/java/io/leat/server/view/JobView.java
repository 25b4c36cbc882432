// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.server.view;

import io.leat.Job;
import io.leat.metric.JobMetrics;
import io.leat.metric.LatenessAdvice;
import io.leat.server.watch.Moment;
import io.leat.server.watch.WatchedJob;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A job in few words.
 *
 * @param status as in {@link Job.Status}; {@code OFFERED} if it can be started and was not yet
 * @param startedMs null if it was not started
 * @param failure why it failed; null if it did not
 * @param startable whether the server can start it when it does not run
 * @param restartMs when it is started again by itself; null if it runs, or is let be
 */
public record JobView(
        String name,
        String status,
        boolean durable,
        @Nullable Long startedMs,
        long elapsedMs,
        long in,
        long out,
        long failed,
        long late,
        @Nullable String failure,
        boolean startable,
        @Nullable Long restartMs) {
    public static JobView of(WatchedJob watched, boolean startable, @Nullable Long restartMs) {
        JobMetrics metrics = watched.moment().metrics();
        return new JobView(
                watched.name(),
                watched.moment().status().name(),
                watched.job().isDurable(),
                watched.startedMs(),
                metrics.elapsed().toMillis(),
                metrics.in(),
                metrics.out(),
                metrics.failed(),
                metrics.late(),
                watched.job().failure().map(Throwable::toString).orElse(null),
                startable,
                Moment.isOver(watched.moment().status()) ? restartMs : null);
    }

    public static JobView offered(String name, @Nullable Long restartMs) {
        return new JobView(name, "OFFERED", false, null, 0, 0, 0, 0, 0, null, true, restartMs);
    }

    /**
     * What is told besides when one job is asked for.
     *
     * @param resumedFrom null if it began
     */
    public record More(@Nullable Resumed resumedFrom, List<Lateness> lateness) {
        public static final More NONE = new More(null, List.of());

        public static More of(WatchedJob watched) {
            return new More(
                    watched.job()
                            .resumedFrom()
                            .map(from -> new Resumed(from.epoch(), from.sealedAt(), from.in()))
                            .orElse(null),
                    watched.moment().metrics().lateness().stream()
                            .map(Lateness::of)
                            .toList());
        }
    }

    /** From where a job went on. */
    public record Resumed(long epoch, Instant sealedMs, long in) {}

    /** {@link LatenessAdvice} in milliseconds. */
    public record Lateness(
            String step,
            long events,
            long outOfOrder,
            long losingNoneMs,
            long losingOneIn10000Ms,
            long losingOneIn1000Ms,
            long losingOneIn100Ms) {
        public static Lateness of(LatenessAdvice advice) {
            return new Lateness(
                    advice.step(),
                    advice.events(),
                    advice.outOfOrder(),
                    advice.losingNone().toMillis(),
                    advice.losingOneIn10000().toMillis(),
                    advice.losingOneIn1000().toMillis(),
                    advice.losingOneIn100().toMillis());
        }
    }
}
