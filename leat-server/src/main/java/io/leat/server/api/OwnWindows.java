// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.server.api;

import io.leat.window.Windows;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/** The windows that an event belongs to. */
final class OwnWindows {
    private static final int MOST = 100;

    private OwnWindows() {}

    /** A window: from its first instant to the first after it. */
    record Span(Instant start, Instant end) {
        private static Span ofMillis(long startMs, long endMs) {
            return new Span(Instant.ofEpochMilli(startMs), Instant.ofEpochMilli(endMs));
        }

        private static Span of(ZonedDateTime start, ZonedDateTime end) {
            return new Span(start.toInstant(), end.toInstant());
        }
    }

    /**
     * Returns the windows that an event of some time belongs to, the earliest 100 of them; of sessions the one that it would open by itself.
     * None if windows go by the number of events.
     */
    static List<Span> of(Windows windows, Instant time) {
        return spans(windows, time).limit(MOST).toList();
    }

    private static Stream<Span> spans(Windows windows, Instant time) {
        long ms = time.toEpochMilli();
        if (windows instanceof Windows.Tumbling tumbling) {
            return sliding(tumbling.sizeMs(), tumbling.sizeMs(), tumbling.offsetMs(), ms);
        } else if (windows instanceof Windows.Sliding sliding) {
            return sliding(sliding.sizeMs(), sliding.slideMs(), sliding.offsetMs(), ms);
        } else if (windows instanceof Windows.Session session) {
            return Stream.of(Span.ofMillis(ms, ms + session.gapMs()));
        } else if (windows instanceof Windows.Cumulative cumulative) {
            return cumulative(cumulative.stepMs(), cumulative.maxMs(), ms);
        } else if (windows instanceof Windows.Daily daily) {
            return Stream.of(day(daily.zone(), time));
        } else if (windows instanceof Windows.Hourly hourly) {
            ZonedDateTime hour = time.atZone(hourly.zone()).truncatedTo(ChronoUnit.HOURS);
            return Stream.of(Span.of(hour, hour.plusHours(1)));
        }
        return windows instanceof Windows.OfResults results ? spans(results.of(), time) : Stream.empty();
    }

    private static Stream<Span> sliding(long sizeMs, long slideMs, long offsetMs, long ms) {
        long last = ms - Math.floorMod(ms - offsetMs, slideMs);
        long first = last - (sizeMs - 1 - (ms - last)) / slideMs * slideMs;
        return ms - last >= sizeMs // in a gap
                ? Stream.empty()
                : LongStream.iterate(first, start -> start <= last, start -> start + slideMs)
                        .mapToObj(start -> Span.ofMillis(start, start + sizeMs));
    }

    private static Stream<Span> cumulative(long stepMs, long maxMs, long ms) {
        long start = ms - Math.floorMod(ms, maxMs);
        long first = start + ((ms - start) / stepMs + 1) * stepMs;
        return LongStream.iterate(first, end -> end <= start + maxMs, end -> end + stepMs)
                .mapToObj(end -> Span.ofMillis(start, end));
    }

    private static Span day(ZoneId zone, Instant time) {
        LocalDate date = time.atZone(zone).toLocalDate();
        return Span.of(date.atStartOfDay(zone), date.plusDays(1).atStartOfDay(zone));
    }
}
