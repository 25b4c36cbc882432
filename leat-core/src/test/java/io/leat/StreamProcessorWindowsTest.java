// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat;

import static java.time.Duration.ofHours;
import static java.time.Duration.ofMillis;
import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.leat.failure.JobFailedException;
import io.leat.time.ManualClock;
import io.leat.value.Numbers;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Windows of a stream processor, and what is computed over them. */
class StreamProcessorWindowsTest {
    private final ManualClock clock = ManualClock.at(Instant.EPOCH);
    private final StreamProcessor stream = StreamProcessor.named("test", o -> o.clock(clock));

    private void emit(String id, long ms) {
        emit(id, ms, null);
    }

    private void emit(String id, long ms, String key) {
        stream.emit(new Event(id, Map.of(), key, Instant.ofEpochMilli(ms)));
    }

    /** Windows as {@code key[start,end)ids}, with {@code *} if open. */
    private static List<String> shown(StreamProcessor of) {
        List<String> lines = new ArrayList<>();
        for (EventWindow window : of.windows()) {
            String ids =
                    String.join(" ", window.events().stream().map(Event::id).toList());
            lines.add((window.key() == null ? "" : window.key()) + "["
                    + window.start().toEpochMilli() + "," + window.end().toEpochMilli() + ")" + ids
                    + (window.open() ? "*" : ""));
        }
        return lines;
    }

    private List<String> shown() {
        return shown(stream);
    }

    // ---- tumbling and sliding -------------------------------------------------------------------------------------

    @Test
    void whenTumbling_thenHalfOpenAlignedAndOverAllKeys() {
        stream.tumblingWindow(ofSeconds(10));

        emit("a", 0, "k1");
        emit("b", 9_999, "k2");
        emit("c", 10_000);
        emit("d", -1);
        emit("e", -10_000);

        assertThat(shown()).containsExactly("[-10000,0)e d", "[0,10000)a b", "[10000,20000)c*");
        assertThat(stream.metrics().windowsCreated()).isEqualTo(3);
    }

    @Test
    void whenTimestampsAreEqualOrOutOfOrder_thenByTimeThenArrival() {
        stream.tumblingWindow(ofSeconds(10));

        for (String event : List.of("a5", "b3", "c5", "d3", "e4")) {
            emit(event, event.charAt(1) - '0');
        }

        assertThat(shown()).containsExactly("[0,10000)b3 d3 e4 a5 c5*");
    }

    @Test
    void whenSliding_thenEachWindowThatHoldsTheEvent() {
        stream.slidingWindow(ofSeconds(30), ofSeconds(10));

        emit("a", 5_000);
        emit("b", 10_000);

        assertThat(shown())
                .containsExactly("[-20000,10000)a", "[-10000,20000)a b*", "[0,30000)a b*", "[10000,40000)b*");
        assertThat(stream.metrics().windowsCreated()).isEqualTo(4);
    }

    @Test
    void whenSlideIsLongerThanSize_thenEventsInTheGapAreInNoWindow() {
        stream.slidingWindow(ofSeconds(1), ofSeconds(10));

        emit("in", 500);
        emit("gap", 1_000);

        assertThat(shown()).containsExactly("[0,1000)in");
        assertThat(stream.recentEvents(9)).hasSize(2);
        assertThat(stream.metrics().eventsLate()).isZero();
    }

    @Test
    void whenTheSizeIsNotAMultipleOfTheSlide_thenEveryWindowStillHoldsWhatIsInIt() {
        stream.slidingWindow(ofMillis(25), ofMillis(10));

        emit("a", 24);

        assertThat(shown()).containsExactly("[0,25)a*", "[10,35)a*", "[20,45)a*");
    }

    // ---- sessions -------------------------------------------------------------------------------------------------

    @Test
    void whenSixMinutesPass_thenANewSession() {
        stream.sessionWindow(ofMinutes(5));

        stream.emit("e1", Map.of("value", 1), "user-123");
        stream.emit("e2", Map.of("value", 2), "user-123");
        clock.advance(ofMinutes(6));
        stream.emit("e3", Map.of("value", 3), "user-123");

        assertThat(shown()).containsExactly("user-123[0,300000)e1 e2", "user-123[360000,660000)e3*");
        assertThat(stream.metrics().windowsCreated()).isEqualTo(2);
    }

    @Test
    void whenExactlyTheTimeoutLater_thenANewSession() {
        stream.sessionWindow(ofSeconds(10));

        emit("a", 0, "k");
        emit("b", 9_999, "k");
        emit("c", 19_999, "k");

        assertThat(shown()).containsExactly("k[0,19999)a b", "k[19999,29999)c*");
    }

    @Test
    void whenKeysDiffer_thenSessionsDoAndNoKeyIsAKey() {
        stream.sessionWindow(ofSeconds(10));

        emit("a", 0);
        emit("b", 0, "x");
        emit("c", 1);
        emit("d", 1, "");
        emit("e", 2, "null");

        assertThat(shown()).containsExactly("x[0,10000)b*", "[0,10001)a c*", "[1,10001)d*", "null[2,10002)e*");
        assertThat(stream.windows().get(1).key()).isNull();
        assertThat(stream.windows().get(2).key()).isEmpty();
    }

    @Test
    void whenAnEventJoinsTwoSessions_thenTheyAreOneAndCountOnce() {
        stream.sessionWindow(ofSeconds(10));

        emit("a", 0, "k");
        emit("c", 15_000, "k");
        assertThat(stream.metrics().windowsCreated()).isEqualTo(2);
        emit("b", 8_000, "k");

        assertThat(shown()).containsExactly("k[0,25000)a b c*");
        assertThat(stream.metrics().windowsCreated()).isEqualTo(1);
    }

    // ---- definitions ----------------------------------------------------------------------------------------------

    @Test
    void whenDefinedAfterEvents_thenItAppliesToThose() {
        emit("a", 12_000, "k");
        emit("b", 3_000, "k");
        stream.tumblingWindow(ofSeconds(10));
        emit("c", 13_000);

        assertThat(shown()).containsExactly("[0,10000)b", "[10000,20000)a c*");
        assertThat(stream.metrics().windowsCreated()).isEqualTo(2);
    }

    @Test
    void whenDefinedTwice_thenWindowsOfAllDefinitionsAreListed() {
        stream.tumblingWindow(ofSeconds(10));
        emit("a", 5_000, "k");
        stream.tumblingWindow(ofSeconds(5)).sessionWindow(ofSeconds(1));

        assertThat(shown()).containsExactly("[0,10000)a*", "k[5000,6000)a*", "[5000,10000)a*");
        assertThat(stream.metrics().windowsCreated()).isEqualTo(3);
    }

    @Test
    void whenTheSameIsDefinedTwice_thenItsWindowsAreListedTwice() {
        stream.tumblingWindow(ofSeconds(10)).tumblingWindow(ofSeconds(10));

        emit("a", 0);

        assertThat(shown()).containsExactly("[0,10000)a*", "[0,10000)a*");
    }

    @Test
    void whenEventsAreFilteredMappedOrFail_thenWindowsHoldWhatCameOut() {
        stream.tumblingWindow(ofSeconds(10));
        stream.filter(e -> !e.id().equals("dropped"))
                .map(e -> new Event(
                        e.id() + "'",
                        Map.of("n", 1 / (e.id().length() - 3)),
                        null,
                        e.timestamp().plusSeconds(10)));

        emit("a", 0);
        emit("bad", 0);
        emit("dropped", 0);

        assertThat(shown()).containsExactly("[10000,20000)a'*");
    }

    // ---- open, closed, late ---------------------------------------------------------------------------------------

    @Test
    void whenTheClockReachesTheEnd_thenClosed() {
        stream.tumblingWindow(ofSeconds(10));
        emit("a", 0);

        clock.set(Instant.ofEpochMilli(9_999));
        assertThat(stream.windows().get(0).open()).isTrue();
        clock.set(Instant.ofEpochMilli(10_000));
        assertThat(stream.windows().get(0).open()).isFalse();
    }

    @Test
    void whenAnEventReachesTheEnd_thenClosedWhateverTheClockSays() {
        stream.tumblingWindow(ofSeconds(10));
        emit("a", 0);
        emit("b", 10_000);

        assertThat(stream.windows()).extracting(EventWindow::open).containsExactly(false, true);
    }

    @Test
    void whenTheWindowIsClosed_thenItStillTakesEventsWithinTheRetention() {
        stream.tumblingWindow(ofSeconds(10));
        clock.set(Instant.ofEpochSecond(3_600));
        emit("new", 3_600_000);

        emit("old", 9_999);

        assertThat(shown()).containsExactly("[0,10000)old", "[3600000,3610000)new*");
        assertThat(stream.metrics().eventsLate()).isZero();
    }

    @Test
    void whenOlderThanTheRetention_thenLateButKept() {
        stream.tumblingWindow(ofSeconds(10)).sessionWindow(ofSeconds(1));
        clock.set(Instant.ofEpochSecond(7_200));
        emit("new", 7_200_000);

        emit("old", 0);

        assertThat(shown()).noneMatch(line -> line.contains("old"));
        assertThat(stream.recentEvents(9)).extracting(Event::id).containsExactly("new", "old");
        assertThat(stream.metrics().eventsLate()).isEqualTo(2);
        assertThat(stream.metrics().eventsProcessed()).isEqualTo(2);
    }

    @Test
    void whenRetentionIsShort_thenAnEventAheadOfTheClockMakesNoneLate() {
        var brief = StreamProcessor.named("b", o -> o.clock(clock).retain(100, ofMinutes(1)))
                .tumblingWindow(ofSeconds(10));

        brief.emit(new Event("ahead", Map.of(), null, Instant.ofEpochSecond(60)));
        brief.emit("now", Map.of());

        assertThat(brief.metrics().eventsLate()).isZero();
        assertThat(brief.windows()).hasSize(2);
    }

    // ---- cleaning and retention -----------------------------------------------------------------------------------

    @Test
    void whenOldWindowsAreCleared_thenTheOpenOnesStay() {
        stream.tumblingWindow(ofSeconds(10)).sessionWindow(ofSeconds(1));
        emit("a", 0, "k");
        emit("b", 5_000, "k");
        emit("c", 12_000, "k");

        assertThat(stream.clearOldWindows()).isEqualTo(3);

        assertThat(shown()).containsExactly("[10000,20000)c*", "k[12000,13000)c*");
        assertThat(stream.clearOldWindows()).isZero();
        assertThat(stream.metrics().windowsCreated()).isEqualTo(5);
        assertThat(stream.recentEvents(9)).hasSize(3);
    }

    @Test
    void whenAnEventIsLateForAClearedWindow_thenItOpensAgainWithThatAlone() {
        stream.tumblingWindow(ofSeconds(10));
        emit("a", 0);
        emit("b", 12_000);
        stream.clearOldWindows();

        emit("late", 1);

        assertThat(shown()).containsExactly("[0,10000)late", "[10000,20000)b*");
        assertThat(stream.clearOldWindows()).isEqualTo(1);
    }

    @Test
    void whenAClearedSessionIsMet_thenANewOneOpens() {
        stream.sessionWindow(ofSeconds(10));
        emit("a", 0, "k");
        clock.set(Instant.ofEpochSecond(20));
        assertThat(stream.clearOldWindows()).isEqualTo(1);

        emit("b", 5_000, "k");

        assertThat(shown()).containsExactly("k[5000,15000)b");
    }

    @Test
    void whenThereAreTooManyEvents_thenWindowsForgetTheOldestAndSayHowMany() {
        var small = StreamProcessor.named("s", o -> o.clock(clock).retain(3, ofHours(1)))
                .tumblingWindow(ofSeconds(10));

        for (int i = 0; i < 5; i++) {
            small.emit(new Event("e" + i, Map.of(), null, Instant.ofEpochMilli(i * 3_000)));
        }

        assertThat(shown(small)).containsExactly("[0,10000)e2 e3", "[10000,20000)e4*");
        assertThat(small.windows()).extracting(EventWindow::evicted).containsExactly(2L, 0L);
        assertThat(small.metrics().eventsEvicted()).isEqualTo(2);
        assertThat(small.metrics().eventsRetained()).isEqualTo(3);
    }

    @Test
    void whenEventsAreTooOld_thenTheyAreGoneEvenIfNoneComes() {
        stream.tumblingWindow(ofSeconds(10));
        emit("a", 0);
        clock.advance(ofHours(1));
        assertThat(stream.recentEvents(9)).hasSize(1);

        clock.advance(ofMillis(1));

        assertThat(stream.recentEvents(9)).isEmpty();
        assertThat(stream.windows()).isEmpty();
        assertThat(stream.clearOldWindows()).isZero();
        assertThat(stream.metrics().eventsEvicted()).isEqualTo(1);
    }

    @Test
    void whenManyMoreComeThanAreKept_thenWindowsStayRight() {
        var small = StreamProcessor.named("s", o -> o.clock(clock).retain(100, ofHours(1)))
                .tumblingWindow(ofSeconds(1))
                .sessionWindow(ofSeconds(5));

        for (int i = 0; i < 20_000; i++) {
            clock.advance(ofMillis(100));
            small.emit("e" + i, Map.of(), "k" + i % 2_000);
        }

        List<EventWindow> windows = small.windows();
        assertThat(windows.stream().filter(w -> w.key() == null).flatMap(w -> w.events().stream()))
                .containsExactlyElementsOf(small.recentEvents(100));
        assertThat(windows.stream().filter(w -> w.key() != null)).hasSize(100);
        assertThat(small.metrics().windowsCreated()).isEqualTo(2_001 + 20_000);
    }

    // ---- aggregates -----------------------------------------------------------------------------------------------

    private EventWindow window(Object... values) {
        stream.tumblingWindow(ofSeconds(10));
        for (Object value : values) {
            Map<String, Object> data = new LinkedHashMap<>();
            data.put("value", value);
            stream.emit("e", value == "missing" ? Map.of() : data);
        }
        return stream.windows().get(0);
    }

    private static final Map<String, WindowFunction> ALL = Map.of(
            "count", WindowFunction.count(),
            "sum", WindowFunction.sum("value"),
            "avg", WindowFunction.avg("value"),
            "max", WindowFunction.max("value"),
            "min", WindowFunction.min("value"));

    @Test
    void whenAggregated_thenAsInTheSeed() {
        Object[] values = new Object[100];
        for (int i = 0; i < 100; i++) {
            values[i] = i + 1;
        }

        Fields results = stream.aggregateWindow(window(values), ALL);

        assertThat(results.getLong("count")).isEqualTo(100);
        assertThat(results.getLong("sum")).isEqualTo(5_050);
        assertThat(results.getDouble("avg")).isEqualTo(50.5);
        assertThat(results.asMap())
                .isEqualTo(Map.of("count", 100L, "sum", 5_050L, "avg", 50.5, "max", 100L, "min", 1L));
    }

    @Test
    void whenAFieldIsMissingOrNull_thenItCountsAsZero() {
        Fields results = stream.aggregateWindow(window(-4, "missing", null, -2), ALL);

        assertThat(results.asMap()).isEqualTo(Map.of("count", 4L, "sum", -6L, "avg", -1.5, "max", 0L, "min", -4L));
    }

    @Test
    void whenNumbersAreMixed_thenByValue() {
        Fields results = stream.aggregateWindow(window(1, 2.5, 3L, new BigDecimal("0.5"), (short) 3), ALL);

        assertThat(results.asMap())
                .isEqualTo(Map.of("count", 5L, "sum", 10.0, "avg", 2.0, "max", 3L, "min", new BigDecimal("0.5")));
        assertThat(results.getLong("sum")).isEqualTo(10);
        assertThatThrownBy(() -> results.getLong("min")).hasMessageContainingAll("min", "0.5");
    }

    @Test
    void whenASumPassesTheRangeOnItsWay_thenItIsStillExact() {
        Fields results = stream.aggregateWindow(
                window(Long.MAX_VALUE, Long.MAX_VALUE, -Long.MAX_VALUE, 1, new BigInteger("-1")), ALL);

        assertThat(results.getLong("sum")).isEqualTo(Long.MAX_VALUE);
        assertThat(results.getLong("min")).isEqualTo(-Long.MAX_VALUE);
        assertThatThrownBy(() -> results.getLong("nope")).hasMessageContainingAll("nope", "count");
    }

    @Test
    void whenSumsAreFloating_thenTheErrorDoesNotGrow() {
        Object[] values = new Object[1_000];
        Arrays.fill(values, 0.1);
        values[7] = 1e16;
        values[8] = -1e16;

        assertThat(stream.aggregateWindow(window(values), ALL).getDouble("sum")).isCloseTo(99.8, within(1e-12));
        assertThat(Numbers.sum(List.of(Double.POSITIVE_INFINITY, 1))).isEqualTo(Double.POSITIVE_INFINITY);
        assertThat(Numbers.extreme(List.of(1, Double.NaN), 1)).isEqualTo(Double.NaN);
        assertThat(Numbers.extreme(List.of(1, Double.NEGATIVE_INFINITY), -1)).isEqualTo(Double.NEGATIVE_INFINITY);
    }

    @Test
    void whenASumDoesNotFit_thenAnErrorAndNotAWrongNumber() {
        EventWindow window = window(Long.MAX_VALUE, 1);

        assertThatThrownBy(() -> stream.aggregateWindow(window, Map.of("sum", WindowFunction.sum("value"))))
                .isInstanceOf(ArithmeticException.class)
                .hasMessageContaining("9223372036854775808");
        assertThat(stream.aggregateWindow(window, Map.of("avg", WindowFunction.avg("value")))
                        .getDouble("avg"))
                .isEqualTo(Math.pow(2, 62));
    }

    @Test
    void whenAWindowIsEmpty_thenMaxIsZeroAndTheMeanIsAbsent() {
        EventWindow empty = new EventWindow(Instant.EPOCH, Instant.EPOCH.plusSeconds(10), null, List.of(), false);

        Fields results = stream.aggregateWindow(empty, ALL);

        assertThat(results.getLong("count")).isZero();
        assertThat(results.getLong("sum")).isZero();
        assertThat(results.getLong("max")).isZero();
        assertThat(results.get("avg")).isNull();
        assertThatThrownBy(() -> results.getDouble("avg")).hasMessageContainingAll("avg", "null");
    }

    @Test
    void whenAFieldIsNoNumber_thenTheMessageNamesEventAndField() {
        EventWindow window = window("seven");

        assertThatThrownBy(() -> stream.aggregateWindow(window, ALL))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContainingAll("value", "'e'", "seven");
    }

    @Test
    void whenAFunctionIsALambda_thenItGetsTheEventsAndMayThrow() {
        EventWindow window = window(1, 2, 3);

        Fields results = stream.aggregateWindow(
                window, Map.of("ids", events -> events.stream().map(Event::id).toList()));

        assertThat(results.get("ids")).isEqualTo(List.of("e", "e", "e"));
        assertThatThrownBy(() -> stream.aggregateWindow(window, Map.of("io", events -> {
                    throw new IOException("gone");
                })))
                .isInstanceOf(JobFailedException.class)
                .hasMessageContainingAll("io", "gone");
    }
}
