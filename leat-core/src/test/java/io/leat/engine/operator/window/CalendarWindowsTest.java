// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.engine.operator.window;

import static org.assertj.core.api.Assertions.assertThat;

import io.leat.engine.Item;
import io.leat.engine.WindowRun;
import io.leat.window.Windows;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.zone.ZoneOffsetTransition;
import java.time.zone.ZoneRules;
import java.util.ArrayList;
import java.util.List;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Days and hours of time zones, where the clock changes. */
class CalendarWindowsTest {
    private static final long MINUTE = 60_000;
    private static final long HOUR = 60 * MINUTE;

    private static List<String> bounds(Windows windows, String from, int count) {
        WindowBounds bounds = WindowBounds.of(windows);
        List<String> found = new ArrayList<>();
        long start = bounds.start(Instant.parse(from).toEpochMilli());
        for (int i = 0; i <= count; i++) {
            found.add(Instant.ofEpochMilli(start).toString());
            start = bounds.end(start);
        }
        return found;
    }

    @ParameterizedTest
    @CsvSource({
        "Europe/Berlin, 2026-03-29T12:00:00Z, 23",
        "Europe/Berlin, 2026-10-25T12:00:00Z, 25",
        "America/New_York, 2026-03-08T12:00:00Z, 23",
        "Australia/Sydney, 2026-04-04T20:00:00Z, 25",
        "America/Sao_Paulo, 2018-11-04T12:00:00Z, 23", // the clock jumps at midnight: the day begins at one
        "Asia/Kathmandu, 2026-05-05T12:00:00Z, 24",
        "Pacific/Apia, 2011-12-29T12:00:00Z, 24", // the day after was skipped
        "Pacific/Apia, 2011-12-30T12:00:00Z, 24"
    })
    @DisplayName("daily: from atStartOfDay to the next (23 and 25 hour days exist)")
    void whenTheClockChanges_thenTheDayIsAsLongAsItIs(String zone, String noon, int hours) {
        WindowBounds days = WindowBounds.of(Windows.daily(ZoneId.of(zone)));
        long start = days.start(Instant.parse(noon).toEpochMilli());
        assertThat(days.end(start) - start).isEqualTo(hours * HOUR);
        assertThat(days.start(start)).isEqualTo(start);
        assertThat(days.start(days.end(start) - 1)).isEqualTo(start);
    }

    @Test
    @DisplayName("Lord Howe moves by 30 minutes")
    void whenTheClockChangesByHalfAnHour_thenAnHourIsHalfOrOneAndAHalf() {
        ZoneId lordHowe = ZoneId.of("Australia/Lord_Howe");
        assertThat(bounds(Windows.hourly(lordHowe), "2026-10-03T15:00:00Z", 3)) // 2:00 at +10:30 becomes 2:30 at +11
                .containsExactly(
                        "2026-10-03T14:30:00Z", "2026-10-03T15:30:00Z", "2026-10-03T16:00:00Z", "2026-10-03T17:00:00Z");
        assertThat(bounds(Windows.hourly(lordHowe), "2026-04-04T14:00:00Z", 2)) // 2:00 at +11 becomes 1:30 at +10:30
                .containsExactly("2026-04-04T14:00:00Z", "2026-04-04T15:30:00Z", "2026-04-04T16:30:00Z");
    }

    @Test
    void whenAZoneIsNotWholeHoursFromUtc_thenItsHoursAre() {
        assertThat(bounds(Windows.hourly(ZoneId.of("Asia/Kathmandu")), "1970-01-01T00:00:00Z", 1))
                .containsExactly("1969-12-31T23:30:00Z", "1970-01-01T00:30:00Z"); // +5:30 until 1986
        assertThat(bounds(Windows.hourly(ZoneId.of("Asia/Kathmandu")), "2026-01-01T00:00:00Z", 1))
                .containsExactly("2025-12-31T23:15:00Z", "2026-01-01T00:15:00Z");
    }

    /** By definition: the clock shows a whole hour, or has just jumped over one. */
    private static boolean isHour(ZoneRules rules, long minute) {
        LocalDateTime local =
                LocalDateTime.ofEpochSecond(minute / 1_000, 0, rules.getOffset(Instant.ofEpochMilli(minute)));
        if (local.getMinute() == 0 && local.getSecond() == 0) {
            return true;
        }
        LocalDateTime before = LocalDateTime.ofEpochSecond(
                        minute / 1_000 - 1, 0, rules.getOffset(Instant.ofEpochMilli(minute - 1)))
                .plusSeconds(1);
        for (LocalDateTime skipped = before; skipped.isBefore(local); skipped = skipped.plusMinutes(1)) {
            if (skipped.getMinute() == 0) {
                return true;
            }
        }
        return false;
    }

    @Test
    @DisplayName(
            "hourly: boundaries are the instants whose local time is a whole hour, or that follow a gap which swallowed one")
    void whenAnyZoneChangesItsClock_thenHoursAreAsDefined() {
        Instant end = Instant.parse("2038-01-01T00:00:00Z");
        int checked = 0;
        for (String name : ZoneId.getAvailableZoneIds()) {
            ZoneRules rules = ZoneId.of(name).getRules();
            WindowBounds hours = WindowBounds.of(Windows.hourly(ZoneId.of(name)));
            ZoneOffsetTransition change = rules.nextTransition(Instant.parse("1972-01-08T00:00:00Z"));
            for (int i = 0; change != null && change.getInstant().isBefore(end) && i < 12; i++) {
                check(rules, hours, change.getInstant().toEpochMilli());
                change = rules.nextTransition(change.getInstant().plus(Duration.ofDays(400)));
                checked++;
            }
        }
        assertThat(checked).isGreaterThan(1_000);
    }

    private static void check(ZoneRules rules, WindowBounds hours, long change) {
        long from = change - 3 * HOUR;
        while (!isHour(rules, from)) {
            from -= MINUTE;
        }
        long start = from;
        for (long minute = from + MINUTE; minute < change + 3 * HOUR; minute += MINUTE) {
            if (isHour(rules, minute)) {
                assertThat(hours.end(start))
                        .as("the end of %s", Instant.ofEpochMilli(start))
                        .isEqualTo(minute);
                start = minute;
            }
            if (hours.start(minute) != start || hours.start(minute + MINUTE - 1) != start) {
                Assertions.fail("%s begins at %s", Instant.ofEpochMilli(minute), Instant.ofEpochMilli(start));
            }
        }
    }

    @Test
    void whenAnyZoneHasDays_thenTheyFollowOneAnotherWithoutAGap() {
        for (String name : ZoneId.getAvailableZoneIds()) {
            WindowBounds days = WindowBounds.of(Windows.daily(ZoneId.of(name)));
            ZoneRules rules = ZoneId.of(name).getRules();
            for (ZoneOffsetTransition change : rules.getTransitions()) {
                long start = days.start(change.getInstant().toEpochMilli() - 24 * HOUR);
                for (int i = 0; i < 3; i++) {
                    long next = days.end(start);
                    for (long instant : new long[] {start, (start + next) / 2, next - 1}) {
                        if (days.start(instant) != start) {
                            Assertions.fail(
                                    "%s: %s begins at %s",
                                    name, Instant.ofEpochMilli(instant), Instant.ofEpochMilli(start));
                        }
                    }
                    start = next;
                }
            }
        }
    }

    @Test
    void whenEventsLieAroundAMidnightThatIsAnHourLater_thenEachIsInItsDay() {
        Item[] items = {
            at(1, "2026-10-24T21:59:59.999Z"),
            at(2, "2026-10-24T22:00:00Z"),
            at(3, "2026-10-25T22:59:59.999Z"),
            at(4, "2026-10-25T23:00:00Z")
        };
        assertThat(WindowRun.of(Windows.daily(ZoneId.of("Europe/Berlin")))
                        .over(items)
                        .results())
                .containsExactly(
                        span("2026-10-23T22:00:00Z", "2026-10-24T22:00:00Z") + " 1",
                        span("2026-10-24T22:00:00Z", "2026-10-25T23:00:00Z") + " 2 3",
                        span("2026-10-25T23:00:00Z", "2026-10-26T23:00:00Z") + " 4");
    }

    private static Item at(long id, String time) {
        return new Item(id, "a", Instant.parse(time).toEpochMilli());
    }

    private static String span(String start, String end) {
        return "[" + Instant.parse(start).toEpochMilli() + ", "
                + Instant.parse(end).toEpochMilli() + ")";
    }

    @Test
    void whenAZoneIsUnknown_thenTheJdkSaysWhich() {
        Assertions.assertThatThrownBy(() -> Windows.daily(ZoneId.of(String.join("/", "Europe", "Atlantis"))))
                .isInstanceOf(DateTimeException.class)
                .hasMessageContaining("Europe/Atlantis");
    }
}
