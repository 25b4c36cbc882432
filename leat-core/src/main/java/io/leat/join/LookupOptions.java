// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.join;

import io.leat.time.Millis;
import java.time.Duration;

/**
 * How a lookup asks: how many requests at a time, how long each may take, and whether results keep the order of the events.
 *
 * @param inFlight how many requests there are at most at a time, in each thread of the job, from the start of a request until
 *     its result is out; at least 1
 * @param timeout how long a request may take, by the job's clock, in whole milliseconds; what takes longer fails
 * @param ordered whether results come in the order of the events; otherwise they come as they are answered, and only watermarks
 *     keep their place between them
 */
public record LookupOptions(int inFlight, Duration timeout, boolean ordered) {
    private static final LookupOptions DEFAULTS = new LookupOptions(100, Duration.ofSeconds(10), true);

    /**
     * Makes options.
     *
     * @throws IllegalArgumentException if {@code inFlight} is below 1, or {@code timeout} below a millisecond
     */
    public LookupOptions {
        if (inFlight < 1) {
            throw new IllegalArgumentException("a lookup with " + inFlight + " requests in flight: give at least 1");
        }
        Millis.positive("the timeout of a lookup", timeout);
    }

    /** Returns 100 requests in flight, a timeout of 10 seconds, and results in order. */
    public static LookupOptions defaults() {
        return DEFAULTS;
    }

    /** Returns these options with another number of requests at a time, in each thread of the job. */
    public LookupOptions inFlight(int requests) {
        return new LookupOptions(requests, timeout, ordered);
    }

    /** Returns these options with another time that a request may take. */
    public LookupOptions timeout(Duration atMost) {
        return new LookupOptions(inFlight, atMost, ordered);
    }

    /** Returns these options with results that come as they are answered, which keeps a slow answer from holding others up. */
    public LookupOptions unordered() {
        return new LookupOptions(inFlight, timeout, false);
    }

    @Override
    public String toString() {
        return inFlight + " in flight, timeout " + timeout + (ordered ? "" : ", unordered");
    }
}
