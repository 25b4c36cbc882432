// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.aggregate;

import static io.leat.aggregate.Aggregates.avg;
import static io.leat.aggregate.Aggregates.collect;
import static io.leat.aggregate.Aggregates.count;
import static io.leat.aggregate.Aggregates.custom;
import static io.leat.aggregate.Aggregates.first;
import static io.leat.aggregate.Aggregates.last;
import static io.leat.aggregate.Aggregates.max;
import static io.leat.aggregate.Aggregates.maxLong;
import static io.leat.aggregate.Aggregates.min;
import static io.leat.aggregate.Aggregates.minLong;
import static io.leat.aggregate.Aggregates.row;
import static io.leat.aggregate.Aggregates.sum;
import static io.leat.aggregate.Aggregates.sumDouble;
import static io.leat.aggregate.Aggregates.where;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.leat.Pipeline;
import io.leat.connector.Source;
import io.leat.connector.memory.Collector;
import io.leat.engine.InlineRun;
import io.leat.engine.Trickle;
import io.leat.failure.DeadLetter;
import io.leat.time.Watermarks;
import io.leat.window.Windows;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What each aggregate makes of the events of a window: in order and not, merged from two sessions, and after a restore. */
class AggregatesTest {
    /** An event. The name may be null. */
    public record Sale(long time, long units, double price, String name) {}

    static final Sale[] SALES = {
        new Sale(10, 7, 0.1, "b"), new Sale(30, -2, 0.2, "a"), new Sale(20, 5, 0.3, null), new Sale(30, 9, 0.4, "c")
    };

    /** Runs an aggregate over one window in which all events are, and over a session that is merged from two. */
    static <R> R result(Aggregate<? super Object, ? super Sale, R> what, Sale... sales) {
        R once = run(what, Windows.tumbling(Duration.ofSeconds(1)), 0, sales).get(0);
        for (int restores : new int[] {1, sales.length}) {
            assertThat(run(what, Windows.tumbling(Duration.ofSeconds(1)), restores, sales))
                    .containsExactly(once);
        }
        return once;
    }

    static <R> List<R> run(
            Aggregate<? super Object, ? super Sale, R> what, Windows windows, int restores, Sale... sales) {
        Collector<R> out = new Collector<>();
        List<List<Sale>> one = List.of(List.of(sales));
        InlineRun run = InlineRun.of(
                Pipeline.of(
                        "aggregates",
                        p -> p.from("sales", new Trickle<>(one).timedByMillis(Sale::time), bound())
                                .keyBy(s -> (Object) "all")
                                .window(windows)
                                .aggregate("window", what)
                                .to("out", out)),
                restores);
        assertThat(run.deadLetters()).isEmpty();
        return out.values();
    }

    private static Watermarks bound() {
        return Watermarks.outOfOrder(Duration.ofSeconds(10));
    }

    static DeadLetter onlyDeadLetter(
            Aggregate<? super Object, ? super Sale, ?> what, Collector<Object> out, Sale... sales) {
        InlineRun run = InlineRun.of(p -> p.from("sales", Source.of(sales).timedByMillis(Sale::time), bound())
                .keyBy(s -> (Object) "all")
                .window(Windows.tumbling(Duration.ofSeconds(1)))
                .aggregate("window", what)
                .to("out", out));
        assertThat(run.deadLetters()).hasSize(1);
        assertThat(run.step("window").failed()).isEqualTo(1);
        return run.deadLetters().get(0);
    }

    @Test
    void whenCountSumMinMax_thenOverAllEvents() {
        assertThat(result(count(), SALES)).isEqualTo(4L);
        assertThat(result(sum(Sale::units), SALES)).isEqualTo(19L);
        assertThat(result(minLong(Sale::units), SALES)).isEqualTo(-2L);
        assertThat(result(maxLong(Sale::units), SALES)).isEqualTo(9L);
    }

    @Test
    void whenMinOrMaxOfAValue_thenNullsDoNotCount() {
        assertThat(result(min(Sale::name), SALES)).isEqualTo("a");
        assertThat(result(max(Sale::name), SALES)).isEqualTo("c");
        assertThat(result(max(Sale::name), SALES[2])).isNull();
    }

    @Test
    @DisplayName("first, last: by time; of equal ones the first or last that came")
    void whenFirstOrLast_thenByTimeNotByArrival() {
        assertThat(result(first(Sale::units), SALES)).isEqualTo(7L);
        assertThat(result(last(Sale::units), SALES)).isEqualTo(9L);
        assertThat(result(first(Sale::units), SALES[1], SALES[3])).isEqualTo(-2L);
        assertThat(result(last(Sale::units), SALES[3], SALES[2])).isEqualTo(9L);
        assertThat(result(last(Sale::name), SALES[0], SALES[2])).isNull();
    }

    @Test
    void whenCollect_thenByTimeAndAtMostSoMany() {
        assertThat(result(collect(10), SALES)).containsExactly(SALES[0], SALES[2], SALES[1], SALES[3]);
        assertThat(result(collect(2), SALES)).containsExactly(SALES[0], SALES[2]);
        assertThat(result(collect(1), SALES[3], SALES[1], SALES[0])).containsExactly(SALES[0]);
    }

    @Test
    @DisplayName("avg of none is absent, not NaN or zero")
    void whenWhere_thenOverThoseOnlyAndAbsentOverNone() {
        assertThat(result(where((Sale s) -> s.units() > 0, avg(Sale::units)), SALES))
                .isEqualTo(Optional.of(7.0));
        assertThat(result(where((Sale s) -> s.units() > 99, avg(Sale::units)), SALES))
                .isEqualTo(Optional.empty());
        assertThat(result(where((Sale s) -> s.units() > 99, count()), SALES)).isEqualTo(Optional.empty());
        assertThat(result(where((Sale s) -> s.units() > 0, where((Sale s) -> s.name() == null, count())), SALES))
                .isEqualTo(Optional.of(Optional.of(1L)));
    }

    @Test
    @DisplayName("Floating sums are compensated (Kahan-Neumaier)")
    void whenSmallAndLargeNumbersMeet_thenTheSumIsCompensated() {
        Sale[] sales = {sale(1e100), sale(1.0), sale(-1e100), sale(0.5)};
        assertThat(result(sumDouble(Sale::price), sales)).isEqualTo(1.5);
        assertThat(result(avg(Sale::price), sales)).isEqualTo(0.375);
        assertThat(result(sumDouble(Sale::price), sale(Double.POSITIVE_INFINITY), sale(1.0)))
                .isEqualTo(Double.POSITIVE_INFINITY);
        assertThat(result(sumDouble(Sale::price), sale(Double.NaN), sale(1.0))).isNaN();
    }

    @Test
    @DisplayName("NaN and infinities in sums are as in Java's addition")
    void whenNumbersAreNotFinite_thenAsAddingThemGives() {
        double infinity = Double.POSITIVE_INFINITY;
        assertThat(result(sumDouble(Sale::price), sale(infinity), sale(-infinity), sale(1.0)))
                .isNaN();
        assertThat(result(sumDouble(Sale::price), sale(1.0), sale(-infinity))).isEqualTo(-infinity);
        assertThat(result(avg(Sale::price), sale(infinity), sale(1.0))).isEqualTo(infinity);
        assertThat(result(avg(Sale::price), sale(1.0), sale(Double.NaN))).isNaN();
        assertThat(result(sumDouble(Sale::price), sale(Double.MAX_VALUE), sale(Double.MAX_VALUE)))
                .as("no dead letter: a double says that it has overflown")
                .isEqualTo(infinity);
    }

    private static Sale sale(double price) {
        return new Sale(0, 0, price, "");
    }

    private static Sale units(long units) {
        return new Sale(0, units, 0, "");
    }

    @Test
    @DisplayName("Integral sums accumulate in 128 bits and are checked when read")
    void whenSumLeavesALongAndComesBack_thenExact() {
        assertThat(result(
                        sum(Sale::units),
                        units(Long.MAX_VALUE),
                        units(Long.MAX_VALUE),
                        units(Long.MIN_VALUE),
                        units(-9)))
                .isEqualTo(Long.MAX_VALUE - 10);
        assertThat(result(sum(Sale::units), units(Long.MIN_VALUE), units(-1), units(1)))
                .isEqualTo(Long.MIN_VALUE);
    }

    @Test
    @DisplayName("a result that does not fit is a dead letter, not a wrong number")
    void whenSumDoesNotFit_thenTheResultIsADeadLetter() {
        Collector<Object> out = new Collector<>();
        DeadLetter letter = onlyDeadLetter(sum(Sale::units), out, units(Long.MAX_VALUE), units(1));
        assertThat(letter.exception()).isInstanceOf(ArithmeticException.class);
        assertThat(letter.reason()).contains("the sum does not fit a long: it is about 9.223372036854776E18");
        assertThat(letter.timestamp()).isEqualTo(999);
        assertThat(letter.step()).isEqualTo("window");
        assertThat(letter.value())
                .hasToString("FailedWindow[key=all, window=[1970-01-01T00:00:00Z, 1970-01-01T00:00:01Z)]");
        assertThat(out.values()).isEmpty();
    }

    @Test
    @DisplayName("A custom aggregate has create, add, combine, finish")
    void whenCustom_thenItsFunctions() {
        assertThat(result(text(), SALES)).isEqualTo("7|-2|5|9");
        assertThat(result(where((Sale s) -> false, text()), SALES)).isEqualTo(Optional.empty());
    }

    private static Aggregate<Object, Sale, String> text() {
        return custom(
                ArrayList<String>::new,
                (ArrayList<String> list, Sale sale) -> {
                    list.add(Long.toString(sale.units()));
                    return list;
                },
                (a, b) -> {
                    a.addAll(b);
                    return a;
                },
                list -> String.join("|", list));
    }

    @Test
    void whenSessionsMerge_thenEachAggregateOfTheWhole() {
        Sale[] two = {new Sale(0, 1, 1e100, "b"), new Sale(150, 2, 1.0, "a"), new Sale(80, 4, -1e100, "c")};
        Windows sessions = Windows.session(Duration.ofMillis(100));
        assertThat(run(count(), sessions, 0, two)).containsExactly(3L);
        assertThat(run(sum(Sale::units), sessions, 0, two)).containsExactly(7L);
        assertThat(run(sumDouble(Sale::price), sessions, 0, two)).containsExactly(1.0);
        assertThat(run(avg(Sale::units), sessions, 0, two)).containsExactly(7.0 / 3);
        assertThat(run(minLong(Sale::units), sessions, 0, two)).containsExactly(1L);
        assertThat(run(maxLong(Sale::units), sessions, 0, two)).containsExactly(4L);
        assertThat(run(min(Sale::name), sessions, 0, two)).containsExactly("a");
        assertThat(run(max(Sale::name), sessions, 0, two)).containsExactly("c");
        assertThat(run(first(Sale::units), sessions, 0, two)).containsExactly(1L);
        assertThat(run(last(Sale::units), sessions, 0, two)).containsExactly(2L);
        assertThat(run(collect(9), sessions, 0, two)).containsExactly(List.of(two[0], two[2], two[1]));
        assertThat(run(collect(2), sessions, 0, two)).containsExactly(List.of(two[0], two[2]));
        assertThat(run(text(), sessions, 0, two)).containsExactly("1|4|2");
        assertThat(run(where((Sale s) -> s.units() > 1, sum(Sale::units)), sessions, 0, two))
                .containsExactly(Optional.of(6L));
    }

    @Test
    void whenSumsBeyondALongMerge_thenExact() {
        Sale[] two = {
            new Sale(0, Long.MAX_VALUE, 0, ""),
            new Sale(1, Long.MAX_VALUE, 0, ""),
            new Sale(150, Long.MIN_VALUE, 0, ""),
            new Sale(80, Long.MIN_VALUE, 0, "")
        };
        assertThat(run(sum(Sale::units), Windows.session(Duration.ofMillis(100)), 0, two))
                .containsExactly(-2L);
    }

    @Test
    @DisplayName("an event is added wholly or not at all")
    void whenAFunctionThrows_thenNothingOfTheEventCounts() {
        Collector<Object> out = new Collector<>();
        DeadLetter letter = onlyDeadLetter(
                row(
                        Four.class,
                        Four::new,
                        count(),
                        sum(Sale::units),
                        where((Sale s) -> true, maxLong(Sale::units)),
                        min((Sale s) -> s.name().length())),
                out,
                SALES);
        assertThat(letter.value()).isEqualTo(SALES[2]);
        assertThat(letter.exception()).isInstanceOf(NullPointerException.class);
        assertThat(letter.timestamp()).isEqualTo(20);
        assertThat(out.values()).containsExactly(new Four(3L, 14L, Optional.of(9L), 1));
    }

    record Four(Object a, Object b, Object c, Object d) {}

    @Test
    @DisplayName("an event is added wholly or not at all")
    void whenAFunctionThrowsBehindACustomThatChangesItsAccumulator_thenNothingOfTheEventCounts() {
        Collector<Object> out = new Collector<>();
        onlyDeadLetter(
                row(
                        Four.class,
                        Four::new,
                        count(),
                        text(),
                        count(),
                        min((Sale s) -> s.name().length())),
                out,
                SALES);
        assertThat(out.values()).containsExactly(new Four(3L, "7|-2|9", 3L, 1));
    }

    @Test
    void whenTheFirstEventOfAWindowFails_thenNoWindowIsOpened() {
        Collector<Object> out = new Collector<>();
        onlyDeadLetter(min((Sale s) -> s.name().length()), out, SALES[2]);
        assertThat(out.values()).isEmpty();
    }

    @Test
    void whenTheResultFunctionThrows_thenTheResultIsADeadLetter() {
        DeadLetter letter = onlyDeadLetter(
                count().then(n -> {
                    throw new IllegalStateException("no");
                }),
                new Collector<>(),
                SALES);
        assertThat(letter.exception()).hasMessage("no");
    }

    @Test
    void whenCollectOfNothing_thenRefusedWithTheCure() {
        assertThatThrownBy(() -> collect(0)).hasMessage("collect at most 0 events: give a number from 1 up");
    }
}
