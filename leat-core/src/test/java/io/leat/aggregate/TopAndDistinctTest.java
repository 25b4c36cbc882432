// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.aggregate;

import static io.leat.aggregate.Aggregates.avg;
import static io.leat.aggregate.Aggregates.bottomN;
import static io.leat.aggregate.Aggregates.collect;
import static io.leat.aggregate.Aggregates.count;
import static io.leat.aggregate.Aggregates.countDistinct;
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
import static io.leat.aggregate.Aggregates.topN;
import static io.leat.aggregate.Aggregates.where;
import static io.leat.aggregate.AggregatesTest.SALES;
import static io.leat.aggregate.AggregatesTest.onlyDeadLetter;
import static io.leat.aggregate.AggregatesTest.result;
import static io.leat.aggregate.AggregatesTest.run;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.leat.aggregate.AggregatesTest.Sale;
import io.leat.codec.BinaryReader;
import io.leat.codec.BinaryWriter;
import io.leat.codec.Codec;
import io.leat.connector.memory.Collector;
import io.leat.failure.DeadLetter;
import io.leat.window.Windows;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Aggregates that keep many values: distinct counts, the best n, and accumulators with a codec that is given. */
class TopAndDistinctTest {
    private static final Windows SESSIONS = Windows.session(Duration.ofMillis(100));
    private static final int CASES = 100;

    private static Sale named(long time, String name, long units) {
        return new Sale(time, units, 0, name);
    }

    // ---- distinct -------------------------------------------------------------------------------------------------

    @Test
    void whenCountDistinct_thenEqualOnesOnceAndNullNotAtAll() {
        Sale[] sales = {named(1, "a", 1), named(2, "b", 1), named(3, null, 2), named(4, "a", 3)};
        assertThat(result(countDistinct(Sale::name), sales)).isEqualTo(2L);
        assertThat(result(countDistinct(Sale::units), sales)).isEqualTo(3L);
        assertThat(result(countDistinct(s -> List.of(s.units() > 1)), sales)).isEqualTo(2L);
        assertThat(result(countDistinct(Sale::name), sales[2])).isZero();
        assertThat(result(countDistinct(s -> s.units() == 1 ? 0.0 : -0.0), sales))
                .isEqualTo(2L);
        assertThat(result(countDistinct(s -> Double.NaN), sales)).isEqualTo(1L);
    }

    @Test
    void whenDistinctSessionsMerge_thenThoseOfBothCountOnce() {
        Sale[] two = {named(0, "a", 1), named(150, "a", 2), named(160, "b", 3), named(80, "c", 4)};
        assertThat(run(countDistinct(Sale::name), SESSIONS, 0, two)).containsExactly(3L);
        assertThat(run(countDistinct(Sale::name), SESSIONS, 3, two)).containsExactly(3L);
    }

    @Test
    void whenAValueHasNoStableHash_thenTheEventIsADeadLetterAndCountsNowhere() {
        Collector<Object> out = new Collector<>();
        DeadLetter letter = onlyDeadLetter(
                row(Two.class, Two::new, count(), countDistinct((Sale s) -> s.name() == null ? new int[1] : s.name())),
                out,
                SALES);
        assertThat(letter.value()).isEqualTo(SALES[2]);
        assertThat(letter.reason())
                .contains("int[] cannot be a key or part of one")
                .contains("Cure: use a List");
        assertThat(out.values()).containsExactly(new Two(3L, 3L));
    }

    record Two(Object a, Object b) {}

    // ---- top ------------------------------------------------------------------------------------------------------

    @Test
    void whenTop_thenTheLargestInOrderAndNullsDoNotCount() {
        assertThat(result(topN(2, Sale::units), SALES)).containsExactly(SALES[3], SALES[0]);
        assertThat(result(topN(9, Sale::name), SALES)).containsExactly(SALES[3], SALES[0], SALES[1]);
        assertThat(result(topN(1, Sale::name), SALES[2])).isEmpty();
        assertThat(result(topN(2, Sale::units, Sale::name), SALES)).containsExactly("c", "b");
    }

    @Test
    void whenBottom_thenTheSmallestInOrder() {
        assertThat(result(bottomN(2, Sale::units), SALES)).containsExactly(SALES[1], SALES[2]);
        assertThat(result(bottomN(3, Sale::units, Sale::name), SALES)).containsExactly("a", null, "b");
    }

    @Test
    void whenSomeAreEqual_thenTheEarliestThenThoseThatCameFirst() {
        Sale[] sales = {named(9, "x", 1), named(3, "y", 2), named(2, "z", 2), named(2, "w", 2)};
        assertThat(result(topN(2, Sale::units, Sale::name), sales)).containsExactly("z", "w");
        assertThat(result(topN(4, Sale::units, Sale::name), sales)).containsExactly("z", "w", "y", "x");
        assertThat(result(bottomN(2, Sale::units, Sale::name), sales)).containsExactly("x", "z");
    }

    @Test
    void whenNumbersAreNotFinite_thenNaNIsTheLargest() {
        Sale[] sales = {
            new Sale(1, 0, 1, "one"),
            new Sale(2, 0, Double.NaN, "nan"),
            new Sale(3, 0, Double.POSITIVE_INFINITY, "inf"),
            new Sale(4, 0, Double.NEGATIVE_INFINITY, "-inf")
        };
        assertThat(result(topN(4, Sale::price, Sale::name), sales)).containsExactly("nan", "inf", "one", "-inf");
    }

    @Test
    void whenTopSessionsMerge_thenTheBestOfBothAndOfEqualOnesTheEarlierSession() {
        Sale[] two = {named(0, "a", 5), named(150, "b", 7), named(160, "c", 5), named(80, "d", 1)};
        assertThat(run(topN(3, Sale::units, Sale::name), SESSIONS, 0, two)).containsExactly(List.of("b", "a", "c"));
        assertThat(run(topN(3, Sale::units, Sale::name), SESSIONS, 4, two)).containsExactly(List.of("b", "a", "c"));
        assertThat(run(bottomN(2, Sale::units, Sale::name), SESSIONS, 0, two)).containsExactly(List.of("d", "a"));
    }

    @Test
    void whenRankingThrows_thenNothingOfTheEventCounts() {
        Collector<Object> out = new Collector<>();
        DeadLetter letter = onlyDeadLetter(
                row(
                        Three.class,
                        Three::new,
                        topN(2, Sale::units, Sale::units),
                        countDistinct(Sale::units),
                        topN(1, (Sale s) -> s.name().length())),
                out,
                SALES);
        assertThat(letter.value()).isEqualTo(SALES[2]);
        assertThat(out.values()).containsExactly(new Three(List.of(9L, 7L), 3L, List.of(SALES[0])));
    }

    record Three(Object a, Object b, Object c) {}

    @Test
    void whenTopOfNothing_thenRefusedWithTheCure() {
        assertThatThrownBy(() -> topN(0, Sale::units))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("the top 0: give a number from 1 up");
        assertThatThrownBy(() -> bottomN(-1, Sale::units)).hasMessage("the top -1: give a number from 1 up");
    }

    @Test
    void whenRandomEvents_thenAsSortingAllOfThemGives() {
        for (long seed = 0; seed < CASES; seed++) {
            Random random = new Random(seed);
            Sale[] sales = new Sale[1 + random.nextInt(30)];
            for (int i = 0; i < sales.length; i++) {
                String name = random.nextInt(4) == 0 ? null : Integer.toString(random.nextInt(8));
                sales[i] = new Sale(random.nextInt(1000), random.nextInt(10), i, name);
            }
            int n = 1 + random.nextInt(6);
            List<Sale> sorted = new ArrayList<>(List.of(sales));
            sorted.sort(Comparator.comparing(Sale::units).reversed().thenComparing(Sale::time));
            long names = sorted.stream()
                    .map(Sale::name)
                    .filter(Objects::nonNull)
                    .distinct()
                    .count();
            List<Object> results = run(
                            row(Two.class, Two::new, topN(n, Sale::units), countDistinct(Sale::name)),
                            Windows.tumbling(Duration.ofSeconds(1)),
                            random.nextInt(5),
                            sales)
                    .stream()
                    .<Object>map(r -> r)
                    .toList();
            assertThat(results)
                    .as("seed %d", seed)
                    .containsExactly(new Two(sorted.subList(0, Math.min(n, sorted.size())), names));
        }
    }

    // ---- filtered -------------------------------------------------------------------------------------------------

    @Test
    void whenWhere_thenEachKindOverThoseOnlyAndAbsentOverNone() {
        List<Aggregate<Object, Sale, ?>> all = List.of(
                over(count()),
                over(sum(Sale::units)),
                over(sumDouble(Sale::price)),
                over(avg(Sale::price)),
                over(min(Sale::name)),
                over(max(Sale::name)),
                over(minLong(Sale::units)),
                over(maxLong(Sale::units)),
                over(first(Sale::name)),
                over(last(Sale::name)),
                over(collect(3)),
                over(countDistinct(Sale::name)),
                over(topN(2, Sale::units)),
                over(bottomN(2, Sale::units, Sale::name)),
                over(joined()));
        Sale[] some = {SALES[0], SALES[1], SALES[3]};
        for (Aggregate<Object, Sale, ?> what : all) {
            Object expected = result(what, some);
            assertThat(result(where((Sale s) -> s.name() != null, what), SALES)).isEqualTo(Optional.of(expected));
            assertThat(result(where((Sale s) -> s.units() > 99, what), SALES)).isEqualTo(Optional.empty());
        }
    }

    @SuppressWarnings("unchecked") // an aggregate over more general keys and events is one over these
    private static <R> Aggregate<Object, Sale, R> over(Aggregate<? super Object, ? super Sale, R> what) {
        return (Aggregate<Object, Sale, R>) what;
    }

    // ---- given codecs ---------------------------------------------------------------------------------------------

    /** An accumulator that is no plain data. */
    private static final class Joined {
        private final StringBuilder text = new StringBuilder();

        Joined with(String more) {
            text.append(more);
            return this;
        }
    }

    private static final Codec<Joined> JOINED = new Codec<>() {
        @Override
        public void write(Joined value, BinaryWriter out) {
            out.writeString(value.text.toString());
        }

        @Override
        public Joined read(BinaryReader in) {
            return new Joined().with(in.readString());
        }

        @Override
        public int hash(Joined value) {
            return 0;
        }

        @Override
        public String describe() {
            return "joined";
        }

        @Override
        public boolean usableAsKey() {
            return false;
        }
    };

    private static Aggregate<Object, Sale, String> joined() {
        return over(custom(
                JOINED,
                Joined::new,
                (Joined j, Sale s) -> j.with(s.units() + "|"),
                (a, b) -> a.with(b.text.toString()),
                j -> j.text.toString()));
    }

    @Test
    void whenACodecIsGiven_thenAccumulatorsOfAnyClassSurviveARestore() {
        assertThat(result(joined(), SALES)).isEqualTo("7|-2|5|9|");
        Sale[] two = {named(0, "a", 1), named(150, "b", 2), named(80, "c", 3)};
        assertThat(run(joined(), SESSIONS, 2, two)).containsExactly("1|3|2|");
    }

    @Test
    void whenWhatIsAddedThrowsBehindAnotherCustom_thenNeitherHasSeenTheEvent() {
        Collector<Object> out = new Collector<>();
        Aggregate<Object, Sale, String> names = over(custom(
                JOINED,
                (Sale s) -> Objects.requireNonNull(s.name()),
                Joined::new,
                (Joined j, String name) -> j.with(name),
                (a, b) -> a.with(b.text.toString()),
                j -> j.text.toString()));
        onlyDeadLetter(row(Two.class, Two::new, joined(), names), out, SALES);
        assertThat(out.values()).containsExactly(new Two("7|-2|9|", "bac"));
    }
}
