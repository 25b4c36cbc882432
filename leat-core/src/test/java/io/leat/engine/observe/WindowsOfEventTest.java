// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.engine.observe;

import static org.assertj.core.api.Assertions.assertThat;

import io.leat.observe.Span;
import io.leat.window.Windows;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Which windows an event belongs to. */
class WindowsOfEventTest {
    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");

    private static List<Span> of(Windows windows, long ms) {
        return WindowsOfEvent.of(windows, ms);
    }

    private static Span span(long startMs, long endMs) {
        return new Span(Instant.ofEpochMilli(startMs), Instant.ofEpochMilli(endMs));
    }

    private static Duration ms(long ms) {
        return Duration.ofMillis(ms);
    }

    @Test
    void whenWindowsTumble_thenItIsTheOneThatHoldsTheTime() {
        assertThat(of(Windows.tumbling(ms(10)), 0)).containsExactly(span(0, 10));
        assertThat(of(Windows.tumbling(ms(10)), 9)).containsExactly(span(0, 10));
        assertThat(of(Windows.tumbling(ms(10)), -1)).containsExactly(span(-10, 0));
        assertThat(of(Windows.tumbling(ms(10), ms(3)), 2)).containsExactly(span(-7, 3));
    }

    @Test
    void whenWindowsSlide_thenItIsEachThatHoldsTheTime() {
        assertThat(of(Windows.sliding(ms(10), ms(4)), 12)).containsExactly(span(4, 14), span(8, 18), span(12, 22));
        assertThat(of(Windows.sliding(ms(10), ms(4)), 14)).containsExactly(span(8, 18), span(12, 22));
        assertThat(of(Windows.sliding(ms(3), ms(10)), 12)).containsExactly(span(10, 13));
        assertThat(of(Windows.sliding(ms(3), ms(10)), 13)).as("in a gap").isEmpty();
        assertThat(of(Windows.sliding(ms(10_000), ms(1)), 12)).hasSize(100);
    }

    @Test
    void whenWindowsGrow_thenItIsEachThatIsNotOverBefore() {
        assertThat(of(Windows.cumulative(ms(5), ms(15)), 7)).containsExactly(span(0, 10), span(0, 15));
        assertThat(of(Windows.cumulative(ms(5), ms(15)), 15)).containsExactly(span(15, 20), span(15, 25), span(15, 30));
    }

    @Test
    void whenWindowsAreSessions_thenItIsTheOneThatTheEventWouldOpen() {
        assertThat(of(Windows.session(ms(5)), 7)).containsExactly(span(7, 12));
    }

    @Test
    void whenWindowsAreOfTheCalendar_thenDaysAreAsLongAsTheClockSays() {
        Instant noon = Instant.parse("2026-10-25T11:00:00Z"); // the clock goes back
        assertThat(of(Windows.daily(BERLIN), noon.toEpochMilli()))
                .containsExactly(
                        new Span(Instant.parse("2026-10-24T22:00:00Z"), Instant.parse("2026-10-25T23:00:00Z")));
        assertThat(of(Windows.hourly(BERLIN), noon.toEpochMilli() + 5))
                .containsExactly(new Span(noon, noon.plusSeconds(3_600)));
    }

    @Test
    void whenClockGoesBackByHalfAnHour_thenTheHourIsLonger() {
        Instant hour = Instant.parse("2024-04-06T14:00:00Z"); // from 1:00 on, and at 2:00 it is 1:30 once more
        assertThat(of(Windows.hourly(ZoneId.of("Australia/Lord_Howe")), hour.toEpochMilli() + 75 * 60_000))
                .containsExactly(new Span(hour, hour.plusSeconds(90 * 60)));
    }

    @Test
    void whenWindowsAreOfResults_thenItIsTheOneWhoseLastMillisecondItIs() {
        assertThat(of(new Windows.OfResults(Windows.tumbling(ms(10))), 19)).containsExactly(span(10, 20));
        assertThat(of(new Windows.OfResults(Windows.sliding(ms(10), ms(4))), 13))
                .containsExactly(span(4, 14));
    }

    @Test
    void whenWindowsCount_thenItIsNotKnown() {
        assertThat(of(Windows.count(5), 7)).isEmpty();
    }
}
