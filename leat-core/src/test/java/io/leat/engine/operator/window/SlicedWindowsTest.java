// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.engine.operator.window;

import static io.leat.aggregate.Aggregates.collect;
import static io.leat.aggregate.Aggregates.count;
import static io.leat.aggregate.Aggregates.custom;
import static io.leat.aggregate.Aggregates.max;
import static io.leat.aggregate.Aggregates.sum;
import static io.leat.aggregate.Aggregates.sumDouble;
import static io.leat.aggregate.Aggregates.topN;
import static io.leat.engine.InlineRun.at;
import static io.leat.engine.InlineRun.source;
import static org.assertj.core.api.Assertions.assertThat;

import io.leat.Pipeline;
import io.leat.aggregate.Aggregate;
import io.leat.connector.memory.Collector;
import io.leat.engine.InlineRun;
import io.leat.engine.Item;
import io.leat.engine.WindowRun;
import io.leat.time.Watermarks;
import io.leat.window.Windows;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Overlapping windows that are combined from slices. */
class SlicedWindowsTest {
    private static final int RESTORES = 10;

    private static Windows sliding(long size, long slide) {
        return Windows.sliding(Duration.ofMillis(size), Duration.ofMillis(slide));
    }

    private static InlineRun run(
            Windows windows,
            long bound,
            Aggregate<? super String, ? super Item, ?> what,
            List<Object> results,
            Item... items) {
        Collector<Object> out = new Collector<>();
        InlineRun run = InlineRun.of(
                Pipeline.of(
                        "test",
                        p -> p.from("events", source(items), Watermarks.outOfOrder(Duration.ofMillis(bound)))
                                .keyBy(Item::key)
                                .window(windows)
                                .aggregate("windows", what)
                                .to("out", out)),
                0);
        results.addAll(out.values());
        return run;
    }

    /** A sum whose {@code add} throws for one id, and whose {@code combine} throws for large sums. */
    private static Aggregate<Object, Item, Long> summing(AtomicInteger adds, long throwsAt, long tooLarge) {
        return custom(
                () -> new long[2],
                (sum, item) -> {
                    adds.incrementAndGet();
                    if (item.id() == throwsAt) {
                        throw new IllegalArgumentException("item " + throwsAt);
                    }
                    sum[0] += item.id();
                    return sum;
                },
                (a, b) -> {
                    if (b[0] >= tooLarge) {
                        throw new IllegalStateException("too large");
                    }
                    a[0] += b[0];
                    return a;
                },
                sum -> sum[0]);
    }

    @Test
    @DisplayName("Cost per event independent of the number of overlapping windows")
    void whenManyWindowsHoldAnEvent_thenItIsAddedOnce() {
        AtomicInteger adds = new AtomicInteger();
        List<Object> results = new ArrayList<>();
        run(
                sliding(60, 1),
                5,
                summing(adds, -1, Long.MAX_VALUE),
                results,
                at(1, 0),
                at(2, 3),
                at(3, 4),
                at(4, 3),
                at(5, 70));

        assertThat(adds).hasValue(5);
        assertThat(results).hasSize(64 + 60).startsWith(1L, 1L, 1L, 7L, 10L).endsWith(5L);
    }

    @Test
    void whenAHundredThousandWindowsHoldAnEvent_thenEachGivesItsResult() {
        List<Object> results = new ArrayList<>();
        InlineRun run = run(sliding(100_000, 1), 0, count(), results, at(1, 0), at(2, 50_000));

        assertThat(results).hasSize(150_000);
        assertThat(results.stream().filter(r -> r.equals(2L))).hasSize(50_000);
        assertThat(run.step("windows").windows()).isEqualTo(150_000);
    }

    @Test
    @DisplayName("An event late for any window that shares its slice is kept with the windows, not in the slice")
    void whenAnEventIsLateForSomeWindows_thenTheOthersTakeIt() {
        WindowRun run = WindowRun.sliding(30, 10).over(at(1, 5), at(2, 19), at(3, 6), at(4, 8), at(5, 40), at(6, 9));

        assertThat(run.results())
                .containsExactly(
                        "[-20, 10) 1",
                        "[-10, 20) 1 3 4 2",
                        "[0, 30) 1 3 4 2",
                        "[10, 40) 2",
                        "[20, 50) 5",
                        "[30, 60) 5",
                        "[40, 70) 5");
        assertThat(run.metrics().partiallyLate()).isEqualTo(2);
        assertThat(run.late()).containsExactly(6L);
        assertThat(run.metrics().windows()).isEqualTo(7);
    }

    @Test
    void whenAWindowHoldsOnlyEventsThatAreLateForOthers_thenItGivesAResult() {
        List<Item> items = List.of(new Item(1, "b", 19), at(2, 6), at(3, 7));
        WindowRun run = WindowRun.sliding(30, 10).over(items.toArray(new Item[0]));

        assertThat(run.results())
                .containsExactlyInAnyOrder("[-10, 20) 1", "[0, 30) 1", "[10, 40) 1", "[-10, 20) 2 3", "[0, 30) 2 3");
        assertThat(run.metrics().windows()).isEqualTo(5);
        assertThat(run.metrics().partiallyLate()).isEqualTo(2);
    }

    @Test
    void whenAddThrows_thenAsIfTheEventHadNotBeenThere() {
        List<Object> results = new ArrayList<>();
        InlineRun run = run(
                sliding(20, 10),
                0,
                summing(new AtomicInteger(), 2, Long.MAX_VALUE),
                results,
                at(1, 5),
                at(2, 6),
                at(3, 50),
                at(2, 45),
                at(2, 75));

        assertThat(results).containsExactly(1L, 1L, 3L, 3L);
        assertThat(run.deadLetters()).hasSize(3);
        assertThat(run.step("windows").windows()).isEqualTo(4);
        assertThat(run.step("windows").partiallyLate()).isZero();
    }

    @Test
    void whenSlicesCannotBeCombined_thenTheirWindowsAreDeadLettersAndOthersAreRight() {
        List<Object> results = new ArrayList<>();
        InlineRun run = run(
                sliding(30, 10),
                0,
                summing(new AtomicInteger(), -1, 1_000),
                results,
                at(1, 5),
                at(1_000, 15),
                at(2, 25),
                at(3, 35),
                at(4, 45),
                at(5, 55));

        assertThat(results).containsExactly(1L, 2L + 3 + 4, 3L + 4 + 5, 4L + 5, 5L);
        assertThat(run.deadLetters())
                .hasSize(3)
                .allSatisfy(letter -> assertThat(letter.exception()).hasMessage("too large"));
        assertThat(run.step("windows").failed()).isEqualTo(3);
    }

    @Test
    void whenCombineChangesItsFirstArgument_thenNoWindowSeesEventsOfAnother() {
        Item[] items = new Item[40];
        for (int i = 0; i < items.length; i++) {
            items[i] = at(i % 3, 7L * i);
        }
        List<Object> results = new ArrayList<>();
        run(sliding(50, 10), 0, perId(), results, items);

        List<Object> expected = new ArrayList<>();
        for (long start = -40; start <= 270; start += 10) {
            Map<Long, Long> counts = new TreeMap<>();
            for (Item item : items) {
                if (item.time() >= start && item.time() < start + 50) {
                    counts.merge(item.id(), 1L, Long::sum);
                }
            }
            expected.add(counts.toString());
        }
        assertThat(results).isEqualTo(expected);
    }

    /** Counts by id, in a map that is changed. */
    private static Aggregate<Object, Item, String> perId() {
        return custom(
                HashMap<Long, Long>::new,
                (counts, item) -> {
                    counts.merge(item.id(), 1L, Long::sum);
                    return counts;
                },
                (a, b) -> {
                    b.forEach((id, n) -> a.merge(id, n, Long::sum));
                    return a;
                },
                counts -> new TreeMap<>(counts).toString());
    }

    @Test
    void whenValuesAreEqual_thenTheLargestIsThatOfTheEarliestEvent() {
        List<Object> results = new ArrayList<>();
        Aggregate<Object, Item, String> what =
                max((Item i) -> new BigDecimal(i.id() == 1 ? "1.0" : "1.00")).then(String::valueOf);
        run(sliding(20, 10), 100, what, results, at(1, 15), at(2, 5), at(3, 15));

        assertThat(results).containsExactly("1.00", "1.00", "1.0");
    }

    @Test
    void whenNumbersInSomeSlicesAreNotFinite_thenOnlyTheirWindowsShowIt() {
        List<Object> results = new ArrayList<>();
        Item[] items = {at(1, 5), at(2, 15), at(3, 25), at(4, 35), at(5, 45), at(6, 55)};
        Aggregate<Object, Item, Double> what =
                sumDouble(i -> i.id() == 2 ? Double.POSITIVE_INFINITY : i.id() == 4 ? Double.NaN : 0.1 * i.id());
        run(sliding(20, 10), 0, what, results, items);

        double infinity = Double.POSITIVE_INFINITY;
        assertThat(results).containsExactly(0.1, infinity, infinity, Double.NaN, Double.NaN, 0.5 + 0.1 * 6, 0.1 * 6);
    }

    @Test
    void whenASumDoesNotFitALong_thenOnlyItsWindowsAreDeadLetters() {
        List<Object> results = new ArrayList<>();
        Item[] items = {at(1, 5), at(2, 15), at(3, 25)};
        InlineRun run =
                run(sliding(20, 10), 0, sum((Item i) -> i.id() == 3 ? 1 : Long.MAX_VALUE / 2 + 2), results, items);

        long half = Long.MAX_VALUE / 2 + 2;
        assertThat(results).containsExactly(half, half + 1, 1L);
        assertThat(run.deadLetters())
                .singleElement()
                .satisfies(letter -> assertThat(letter.reason()).contains("the sum does not fit a long"));
    }

    @Test
    void whenEventsRankEqual_thenTheEarliestComesFirst() {
        List<Object> results = new ArrayList<>();
        run(sliding(20, 10), 100, topN(2, i -> "same", Item::id), results, at(1, 15), at(2, 5), at(3, 15), at(4, 8));

        assertThat(results).containsExactly(List.of(2L, 4L), List.of(2L, 4L), List.of(1L, 3L));
    }

    @Test
    void whenRestoredBetweenEvents_thenTheSameResults() {
        Item[] items = new Item[RESTORES + 5];
        for (int i = 0; i < items.length; i++) {
            items[i] = at(i, 7L * i - (i % 4 == 3 ? 30 : 0));
        }
        List<List<Object>> all = new ArrayList<>();
        for (int restores = 0; restores <= RESTORES; restores++) {
            Collector<Object> out = new Collector<>();
            Pipeline pipeline = Pipeline.of(
                    "test",
                    p -> p.from("events", source(items), Watermarks.outOfOrder(Duration.ofMillis(20)))
                            .keyBy(Item::key)
                            .window(sliding(45, 10))
                            .aggregate("windows", collect(100))
                            .to("out", out));
            InlineRun.of(pipeline, restores);
            all.add(out.values());
        }
        assertThat(all).allSatisfy(results -> assertThat(results).isNotEmpty().isEqualTo(all.get(0)));
    }
}
