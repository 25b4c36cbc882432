// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.examples.instances;

import io.leat.Parameters;
import io.leat.failure.PipelineException;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;

/**
 * What is simulated. Equal workloads give equal events.
 *
 * @param seed of all that is random
 * @param rate requests per second over all instances, on the average of a simulated day
 * @param start the first instant of the simulated time
 * @param history how much of the simulated time has passed when the run begins; its events come at once
 * @param live how much of it passes after that, at the speed of the clock; zero for no end
 */
public record Workload(long seed, double rate, Instant start, Duration history, Duration live) {
    /** The largest rate that is allowed. */
    public static final double MAX_RATE = 1_000_000;

    public Workload {
        if (!(rate > 0 && rate <= MAX_RATE)) {
            throw new PipelineException(
                    "a rate of " + rate + " requests per second: give a number above 0, at most 1000000");
        }
        if (history.isNegative() || live.isNegative()) {
            throw new PipelineException("history " + history + " and live " + live + ": neither can be negative");
        }
    }

    /** Returns the workload of these parameters: {@code seed}, {@code rate}, {@code start}, {@code history}, {@code live}. */
    static Workload of(Parameters args) {
        return new Workload(
                args.number("seed", 1),
                rate(args.text("rate", "24")),
                start(args.text("start", "2024-06-03T08:00:00Z")),
                args.duration("history", Duration.ofSeconds(30)),
                args.duration("live", Duration.ZERO));
    }

    /** Returns whether the run ends by itself. */
    boolean bounded() {
        return !live.isZero();
    }

    /** Returns how many milliseconds of simulated time there are; {@code Long.MAX_VALUE} for no end. */
    long lengthMs() {
        return bounded() ? history.plus(live).toMillis() : Long.MAX_VALUE;
    }

    /** Returns the end of the run, or what it has come to if it has none: then it keeps pace with the clock. */
    Instant present() {
        return bounded() ? start.plusMillis(lengthMs()) : Instant.now();
    }

    private static double rate(String text) {
        try {
            return Double.parseDouble(text);
        } catch (NumberFormatException e) {
            throw new PipelineException("parameter 'rate' is '" + text + "': give a number", e);
        }
    }

    private static Instant start(String text) {
        try {
            return Instant.parse(text);
        } catch (DateTimeParseException e) {
            throw new PipelineException("parameter 'start' is '" + text + "': give 2024-06-03T08:00:00Z", e);
        }
    }
}
