// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.window;

import io.leat.time.Millis;
import java.time.Duration;
import java.time.ZoneId;

/**
 * A way to cut event time into half-open windows {@code [start, end)}.
 *
 * <p>The forms are records, so that a host can choose its operator by them.
 */
public sealed interface Windows {
    /** The longest a window may be, so that its bounds can be computed without a check. */
    long LONGEST_MS = 1L << 61;

    /**
     * Windows of one size, one after the other, aligned to 1970-01-01T00:00Z.
     *
     * @throws IllegalArgumentException if {@code size} is below a millisecond
     */
    static Windows tumbling(Duration size) {
        return tumbling(size, Duration.ZERO);
    }

    /**
     * Windows of one size, one after the other, aligned to {@code offset} after 1970-01-01T00:00Z.
     *
     * @param offset any duration, also negative; windows that differ by a multiple of the size are the same
     */
    static Windows tumbling(Duration size, Duration offset) {
        return new Tumbling(Millis.positive("the window size", size), Millis.of("the window offset", offset));
    }

    /**
     * Windows of one size that begin every {@code slide}; an event belongs to each that holds it.
     *
     * @param size need not be a multiple of {@code slide}; if it is smaller, events in the gaps belong to no window
     */
    static Windows sliding(Duration size, Duration slide) {
        return sliding(size, slide, Duration.ZERO);
    }

    /** Sliding windows aligned to {@code offset} after 1970-01-01T00:00Z. */
    static Windows sliding(Duration size, Duration slide, Duration offset) {
        return new Sliding(
                Millis.positive("the window size", size),
                Millis.positive("the slide", slide),
                Millis.of("the window offset", offset));
    }

    /**
     * Windows of activity per key: an event at least {@code gap} after the last one opens a new session.
     *
     * @throws IllegalArgumentException if {@code gap} is below a millisecond
     */
    static Windows session(Duration gap) {
        return new Session(Millis.positive("the session gap", gap));
    }

    /**
     * Days of a time zone, from the first instant of a day to that of the next; 23 and 25 hours long where the clock changes.
     *
     * @param zone such as {@code ZoneId.of("Europe/Berlin")}
     */
    static Windows daily(ZoneId zone) {
        return new Daily(zone);
    }

    /**
     * Hours of a time zone, between the instants at which its clock shows a whole hour. Where the clock jumps over one, its
     * hour begins with the jump; so an hour may be shorter or longer when the clock changes by a part of one.
     */
    static Windows hourly(ZoneId zone) {
        return new Hourly(zone);
    }

    /**
     * Windows that begin every {@code max}, aligned to 1970-01-01T00:00Z, and grow by {@code step} until they are that long:
     * with a step of an hour and a maximum of a day, the day so far, each hour.
     *
     * @param step at most 100,000 fit into {@code max}
     * @throws IllegalArgumentException if {@code max} is not a multiple of {@code step}
     */
    static Windows cumulative(Duration step, Duration max) {
        return new Cumulative(Millis.positive("the step", step), Millis.positive("the largest size", max));
    }

    /**
     * Windows of {@code events} events of a key each, in the order in which they come; no event is late for them. What is left
     * when bounded input ends is a window too. A window reaches from its smallest event time to its largest, which is the time
     * of its result.
     *
     * @param events at least 1
     */
    static Windows count(long events) {
        return new Count(events);
    }

    /**
     * Windows of {@code events} events of a key in the order in which they come, or of fewer: a window is closed before by the
     * end of {@code [first, first + timeout)}, {@code first} being the time of the event that opened it. It is closed when
     * the watermark says that this is over, or an event comes that lies behind it, which opens the next one. No event is late
     * for them: one that comes after its time goes into the window that is open then. Bounds and time of the result are as
     * for {@link #count}.
     *
     * @param events at least 1
     * @param timeout at least a millisecond
     */
    static Windows countOrTimeout(long events, Duration timeout) {
        return new CountOrTimeout(events, Millis.positive("the timeout", timeout));
    }

    /** One window of all events of a key, which is complete when bounded input ends. */
    static Windows global() {
        return new Count(Long.MAX_VALUE);
    }

    /** Windows {@code [k*size + offset, (k+1)*size + offset)}. Milliseconds; the offset is kept within the size. */
    record Tumbling(long sizeMs, long offsetMs) implements Windows {
        public Tumbling {
            checkSize(sizeMs);
            offsetMs = Math.floorMod(offsetMs, sizeMs);
        }

        @Override
        public String toString() {
            return "tumbling " + Duration.ofMillis(sizeMs) + offsetText(offsetMs);
        }
    }

    /** Windows {@code [k*slide + offset, k*slide + offset + size)}. Milliseconds; the offset is kept within the slide. */
    record Sliding(long sizeMs, long slideMs, long offsetMs) implements Windows {
        public Sliding {
            checkSize(sizeMs);
            checkSize(slideMs);
            checkOverlapping(sizeMs, slideMs, "slide");
            offsetMs = Math.floorMod(offsetMs, slideMs);
        }

        @Override
        public String toString() {
            return "sliding " + Duration.ofMillis(sizeMs) + " every " + Duration.ofMillis(slideMs)
                    + offsetText(offsetMs);
        }
    }

    /** The connected runs of a key's events, each event being {@code [ts, ts + gap)}. Milliseconds. */
    record Session(long gapMs) implements Windows {
        public Session {
            checkSize(gapMs);
        }

        @Override
        public String toString() {
            return "session " + Duration.ofMillis(gapMs);
        }
    }

    /** Windows {@code [k*max, k*max + j*step)} for each j from 1 to max / step. Milliseconds. */
    record Cumulative(long stepMs, long maxMs) implements Windows {
        public Cumulative {
            checkSize(stepMs);
            checkSize(maxMs);
            checkOverlapping(maxMs, stepMs, "step");
            if (maxMs % stepMs != 0) {
                throw new IllegalArgumentException(
                        "cumulative windows of at most " + Duration.ofMillis(maxMs) + " cannot grow by "
                                + Duration.ofMillis(stepMs) + ": give a step that divides the largest size");
            }
        }

        @Override
        public String toString() {
            return "cumulative " + Duration.ofMillis(stepMs) + " up to " + Duration.ofMillis(maxMs);
        }
    }

    /** So many events each; {@code Long.MAX_VALUE} for all. */
    record Count(long events) implements Windows {
        public Count {
            checkEvents(events);
        }

        @Override
        public String toString() {
            return events == Long.MAX_VALUE ? "global" : "count " + events;
        }
    }

    /** So many events, or fewer: those before the timeout since the first. Milliseconds. */
    record CountOrTimeout(long events, long timeoutMs) implements Windows {
        public CountOrTimeout {
            checkEvents(events);
            checkSize(timeoutMs);
        }

        @Override
        public String toString() {
            return "count " + events + " or timeout " + Duration.ofMillis(timeoutMs);
        }
    }

    /** The days of a time zone. */
    record Daily(ZoneId zone) implements Windows {
        @Override
        public String toString() {
            return "daily in " + zone;
        }
    }

    /** The hours of a time zone. */
    record Hourly(ZoneId zone) implements Windows {
        @Override
        public String toString() {
            return "hourly in " + zone;
        }
    }

    /**
     * For results of windows: each belongs to the window that it is the result of, which its time tells. So what several keys
     * have made of one window comes together.
     *
     * @param of windows that are the same for all keys: neither sessions nor those that count
     */
    record OfResults(Windows of) implements Windows {
        public OfResults {
            if (of instanceof OfResults results) {
                of = results.of;
            }
            if (!(of instanceof Tumbling
                    || of instanceof Sliding
                    || of instanceof Cumulative
                    || of instanceof Daily
                    || of instanceof Hourly)) {
                throw new IllegalArgumentException(
                        "windows of kind '" + of + "' are not the same for all keys, so their"
                                + " results have no window in common: use windows of time, such as tumbling(…)");
            }
        }

        @Override
        public String toString() {
            return "results of " + of;
        }
    }

    /** Beyond so many windows that hold one event, state and work per event explode without a use. */
    private static void checkOverlapping(long sizeMs, long everyMs, String what) {
        long most = 100_000;
        if (sizeMs / everyMs > most) {
            throw new IllegalArgumentException("a window of " + Duration.ofMillis(sizeMs) + " every "
                    + Duration.ofMillis(everyMs) + " puts each event into " + sizeMs / everyMs
                    + " windows: at most " + most + " are allowed, so take a longer " + what);
        }
    }

    private static void checkEvents(long events) {
        if (events < 1) {
            throw new IllegalArgumentException("a window of " + events + " events: give at least 1");
        }
    }

    private static void checkSize(long ms) {
        if (ms <= 0 || ms > LONGEST_MS) {
            throw new IllegalArgumentException("a window of " + ms + " ms: give from 1 ms to " + LONGEST_MS
                    + " ms, which is about 73 million years");
        }
    }

    private static String offsetText(long offsetMs) {
        return offsetMs == 0 ? "" : " offset " + Duration.ofMillis(offsetMs);
    }
}
