// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.engine.operator.window;

import io.leat.window.Windows;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.zone.ZoneOffsetTransition;
import java.time.zone.ZoneRules;

/**
 * Where a window begins and ends, {@code [start, end)}, told by its namespace: an instant of it that no other window of its
 * shape has. For all shapes but the cumulative one that is its start.
 */
public interface WindowBounds {
    /**
     * Returns where a window begins. Where windows follow one another without gaps, {@code namespace} may be any instant of
     * it.
     */
    long start(long namespace);

    /** Returns where a window ends. */
    long end(long namespace);

    /** Returns the bounds of windows of a shape that is not a session. */
    static WindowBounds of(Windows shape) {
        if (shape instanceof Windows.Tumbling tumbling) {
            return new Even(tumbling.sizeMs(), tumbling.offsetMs());
        }
        if (shape instanceof Windows.Sliding sliding) {
            return new Sized(sliding.sizeMs());
        }
        if (shape instanceof Windows.Cumulative cumulative) {
            return new Growing(cumulative.maxMs());
        }
        if (shape instanceof Windows.Daily daily) {
            return new Days(daily.zone());
        }
        if (shape instanceof Windows.Hourly hourly) {
            return new Hours(hourly.zone().getRules());
        }
        if (shape instanceof Windows.OfResults results) {
            return ofResults(results.of());
        }
        throw new IllegalArgumentException("windows without bounds of their own: " + shape);
    }

    /** Returns the bounds of windows of a shape, by their last millisecond. */
    private static WindowBounds ofResults(Windows shape) {
        if (shape instanceof Windows.Sliding sliding) {
            return new SizedByLast(sliding.sizeMs());
        }
        return shape instanceof Windows.Cumulative cumulative ? new Growing(cumulative.maxMs()) : new ByLast(of(shape));
    }

    /** One after the other, by their last millisecond. */
    record ByLast(WindowBounds bounds) implements WindowBounds {
        @Override
        public long start(long last) {
            return bounds.start(last);
        }

        @Override
        public long end(long last) {
            return last + 1;
        }
    }

    /** Of one size, by their last millisecond. */
    record SizedByLast(long size) implements WindowBounds {
        @Override
        public long start(long last) {
            return last + 1 - size;
        }

        @Override
        public long end(long last) {
            return last + 1;
        }
    }

    /** One after the other, of one size. */
    record Even(long size, long offset) implements WindowBounds {
        @Override
        public long start(long instant) {
            return instant - Math.floorMod(instant - offset, size);
        }

        @Override
        public long end(long start) {
            return start + size;
        }
    }

    /** Of one size, by their start. */
    record Sized(long size) implements WindowBounds {
        @Override
        public long start(long start) {
            return start;
        }

        @Override
        public long end(long start) {
            return start + size;
        }
    }

    /** Growing from the same start until a largest size; by their last millisecond. */
    record Growing(long max) implements WindowBounds {
        @Override
        public long start(long last) {
            return last - Math.floorMod(last, max);
        }

        @Override
        public long end(long last) {
            return last + 1;
        }
    }

    /**
     * From the start of a day to that of the next, as {@link LocalDate#atStartOfDay(ZoneId)} says. A clock that goes back
     * across midnight shows the end of a day again, which then is the beginning of the next one.
     */
    record Days(ZoneId zone) implements WindowBounds {
        @Override
        public long start(long instant) {
            LocalDate day = LocalDate.ofInstant(Instant.ofEpochMilli(instant), zone);
            return startOf(startOf(day.plusDays(1)) <= instant ? day.plusDays(1) : day);
        }

        @Override
        public long end(long start) {
            LocalDate day = LocalDate.ofInstant(Instant.ofEpochMilli(start), zone);
            long end;
            do {
                day = day.plusDays(1);
                end = startOf(day);
            } while (end <= start); // a day that the zone has skipped
            return end;
        }

        private long startOf(LocalDate day) {
            return day.atStartOfDay(zone).toInstant().toEpochMilli();
        }
    }

    /** Between the instants at which the clock shows a whole hour, or has just jumped over one. */
    record Hours(ZoneRules rules) implements WindowBounds {
        private static final long HOUR = 3_600_000;
        private static final long SECOND = 1_000;

        @Override
        public long start(long instant) {
            long at = instant;
            while (true) {
                long hour = at - Math.floorMod(at + offset(at), HOUR);
                ZoneOffsetTransition change = rules.previousTransition(Instant.ofEpochMilli(at + 1));
                if (change == null || time(change) <= hour) {
                    return hour;
                }
                if (beginsHour(change)) {
                    return time(change);
                }
                at = time(change) - 1;
            }
        }

        @Override
        public long end(long start) {
            long at = start;
            while (true) {
                long hour = at + HOUR - Math.floorMod(at + offset(at), HOUR);
                ZoneOffsetTransition change = rules.nextTransition(Instant.ofEpochMilli(at));
                if (change == null || time(change) > hour) {
                    return hour;
                }
                if (beginsHour(change)) {
                    return time(change);
                }
                at = time(change);
            }
        }

        private long offset(long instant) {
            return rules.getOffset(Instant.ofEpochMilli(instant)).getTotalSeconds() * SECOND;
        }

        private static long time(ZoneOffsetTransition change) {
            return change.getInstant().toEpochMilli();
        }

        /** The clock shows a whole hour after it has been changed, or the change went over one. */
        private static boolean beginsHour(ZoneOffsetTransition change) {
            long before = time(change) + change.getOffsetBefore().getTotalSeconds() * SECOND;
            long after = time(change) + change.getOffsetAfter().getTotalSeconds() * SECOND;
            long firstHour = -Math.floorDiv(-before, HOUR) * HOUR;
            return Math.floorMod(after, HOUR) == 0 || (change.isGap() && firstHour < after);
        }
    }
}
