// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.engine.operator.join;

import static io.leat.engine.InlineRun.at;
import static org.assertj.core.api.Assertions.assertThat;

import io.leat.EventStream;
import io.leat.Join;
import io.leat.JoinResults;
import io.leat.KeyedStream;
import io.leat.PipelineBuilder;
import io.leat.aggregate.Aggregates;
import io.leat.connector.memory.Collector;
import io.leat.engine.InlineRun;
import io.leat.engine.Item;
import io.leat.function.Joiner;
import io.leat.join.JoinBounds;
import io.leat.join.JoinType;
import io.leat.time.Watermarks;
import io.leat.window.Windows;
import java.time.Duration;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which events a join takes for pairs. */
class JoinsTest {
    private final Collector<String> pairs = new Collector<>();
    private final Collector<Item> lateLeft = new Collector<>();
    private final Collector<Item> lateRight = new Collector<>();

    private static JoinBounds between(long lower, long upper) {
        return JoinBounds.between(Duration.ofMillis(lower), Duration.ofMillis(upper));
    }

    private static KeyedStream<String, Item> keyed(PipelineBuilder p, String name, Item... items) {
        return p.from(name, InlineRun.source(items), Watermarks.outOfOrder(Duration.ofMillis(5)))
                .keyBy(Item::key);
    }

    private List<String> run(JoinBounds bounds, List<Item> left, List<Item> right) {
        InlineRun.of(p -> {
            JoinResults<Item, Item, String> results = keyed(p, "left", left.toArray(new Item[0]))
                    .join("join", keyed(p, "right", right.toArray(new Item[0])), bounds)
                    .inner((l, r) -> l.id() + "+" + r.id());
            results.to("pairs", pairs);
            results.lateLeft().to("late-left", lateLeft);
            results.lateRight().to("late-right", lateRight);
        });
        return pairs.timed().stream().map(c -> c.value() + " @" + c.timestamp()).toList();
    }

    @Test
    @DisplayName("a.ts + lower <= b.ts <= a.ts + upper, both ends inclusive. Result timestamp: the larger")
    void whenOnTheBounds_thenPairs() {
        List<Item> right = List.of(at(2, 94), at(3, 95), at(4, 100), at(5, 110), at(6, 111));
        assertThat(run(between(-5, 10), List.of(at(1, 100)), right))
                .containsExactlyInAnyOrder("1+3 @100", "1+4 @100", "1+5 @110");
    }

    @Test
    void whenTheRightMustComeLater_thenPairsAtItsTime() {
        List<Item> right = List.of(at(2, 104), at(3, 105), at(4, 110), at(5, 111));
        assertThat(run(between(5, 10), List.of(at(1, 100)), right)).containsExactlyInAnyOrder("1+3 @105", "1+4 @110");
    }

    @Test
    void whenTheRightMustComeEarlier_thenPairsAtTheLeftTime() {
        List<Item> right = List.of(at(2, 89), at(3, 90), at(4, 95), at(5, 96));
        assertThat(run(between(-10, -5), List.of(at(1, 100)), right)).containsExactlyInAnyOrder("1+3 @100", "1+4 @100");
    }

    @Test
    void whenTheDistanceIsZero_thenEqualTimesOnlyAndEachPairOnce() {
        List<Item> right = List.of(at(3, 100), at(4, 100), at(5, 101));
        assertThat(run(JoinBounds.within(Duration.ZERO), List.of(at(1, 100), at(2, 100)), right))
                .containsExactlyInAnyOrder("1+3 @100", "1+4 @100", "2+3 @100", "2+4 @100");
    }

    @Test
    void whenKeysDiffer_thenNoPair() {
        assertThat(run(between(-5, 5), List.of(at(1, 100)), List.of(new Item(2, "b", 100))))
                .isEmpty();
    }

    @Test
    @DisplayName("Late iff ts <= w_e: to late()")
    void whenAtTheWatermark_thenLate() {
        List<Item> left = List.of(at(1, 100), at(2, 95), at(3, 94));
        List<Item> right = List.of(at(4, 200), at(5, 194), at(6, 195), at(7, 94));
        assertThat(run(between(-100, 100), left, right)).containsExactlyInAnyOrder("1+4 @200", "1+6 @195", "2+6 @195");
        assertThat(lateLeft.values()).extracting(Item::id).containsExactly(3L);
        assertThat(lateRight.values()).extracting(Item::id).containsExactly(5L, 7L);
    }

    @Test
    @DisplayName("Window join: pairs of the same key in the same window. Result timestamp end - 1")
    void whenInTheSameWindow_thenPairs() {
        JoinBounds tumbling = JoinBounds.sameWindow(Windows.tumbling(Duration.ofMillis(10)));
        assertThat(run(tumbling, List.of(at(1, 9), at(2, 10)), List.of(at(3, 0), at(4, 19), at(5, 20))))
                .containsExactly("1+3 @9", "2+4 @19");
    }

    @Test
    void whenWindowsSlide_thenAPairForEachTheyShare() {
        JoinBounds sliding = JoinBounds.sameWindow(Windows.sliding(Duration.ofMillis(10), Duration.ofMillis(5)));
        assertThat(run(sliding, List.of(at(1, 6)), List.of(at(2, 7), at(3, 11))))
                .containsExactly("1+2 @9", "1+2 @14", "1+3 @14");
    }

    @Test
    void whenARightEventBridgesTwoSessions_thenAllAreInOne() {
        JoinBounds sessions = JoinBounds.sameWindow(Windows.session(Duration.ofMillis(5)));
        assertThat(run(sessions, List.of(at(1, 10), at(2, 18)), List.of(at(3, 14), at(4, 30))))
                .containsExactly("1+3 @22", "2+3 @22");
    }

    // ---- records alone --------------------------------------------------------------------------------------------

    private List<String> run(JoinType type, JoinBounds bounds, List<Item> left, List<Item> right) {
        Collector<Object> out = new Collector<>();
        InlineRun.of(p -> {
            Join<Item, Item> join = keyed(p, "left", left.toArray(new Item[0]))
                    .join("join", keyed(p, "right", right.toArray(new Item[0])), bounds);
            Joiner<Item, Item, String> text = (l, r) -> (l == null ? "-" : l.id()) + "+" + (r == null ? "-" : r.id());
            switch (type) {
                case INNER -> join.inner(text).to("out", out);
                case LEFT -> join.left(text).to("out", out);
                case RIGHT -> join.right(text).to("out", out);
                case FULL -> join.full(text).to("out", out);
                case SEMI -> join.semi().map(Item::id).to("out", out);
                case ANTI -> join.anti().map(Item::id).to("out", out);
            }
        });
        return out.timed().stream().map(c -> c.value() + " @" + c.timestamp()).toList();
    }

    @ParameterizedTest
    @CsvSource({
        "INNER, 1+4 @102 1+5 @105",
        "LEFT, 1+4 @102 1+5 @105 2+- @120",
        "RIGHT, 1+4 @102 1+5 @105 -+6 @140",
        "FULL, 1+4 @102 1+5 @105 2+- @120 -+6 @140",
        "SEMI, 1 @100",
        "ANTI, 2 @120"
    })
    @DisplayName(
            "Outer interval: the missing side is null once no partner can come, exactly once, with the row's own timestamp")
    void whenARecordFindsNoPartner_thenAsTheTypeSays(JoinType type, String expected) {
        List<Item> left = List.of(at(1, 100), at(2, 120));
        List<Item> right = List.of(at(4, 102), at(5, 105), at(6, 140));
        assertThat(run(type, between(0, 10), left, right)).containsExactlyInAnyOrder(pieces(expected));
    }

    @ParameterizedTest
    @CsvSource({
        "LEFT, 1+4 @9 2+- @19",
        "RIGHT, 1+4 @9 -+5 @29",
        "FULL, 1+4 @9 2+- @19 -+5 @29",
        "SEMI, 1 @9",
        "ANTI, 2 @19"
    })
    void whenAWindowHasOneSideOnly_thenAsTheTypeSays(JoinType type, String expected) {
        JoinBounds tumbling = JoinBounds.sameWindow(Windows.tumbling(Duration.ofMillis(10)));
        List<Item> left = List.of(at(1, 5), at(2, 15));
        assertThat(run(type, tumbling, left, List.of(at(4, 6), at(5, 25)))).containsExactlyInAnyOrder(pieces(expected));
    }

    /** "1+4 @102 2 @3" is two results. */
    private static String[] pieces(String expected) {
        return expected.split("(?<=@[0-9]{1,9}) ");
    }

    @Test
    @DisplayName("Never a null row followed by a match")
    void whenThePartnerComesAtTheLastMoment_thenAPairAndNoRowAlone() {
        // the watermark of the right side is 109 when 110 comes: the left row is told only at 110
        List<Item> right = List.of(at(3, 114), at(4, 110), at(5, 200));
        assertThat(run(JoinType.LEFT, between(0, 10), List.of(at(1, 100), at(2, 300)), right))
                .containsExactlyInAnyOrder("1+4 @110", "2+- @300");
    }

    @ParameterizedTest
    @CsvSource({
        "LEFT, 0, 10",
        "LEFT, -10, 0",
        "FULL, -10, 5",
        "FULL, 5, 10",
        "FULL, -10, -5",
        "ANTI, 0, 10",
        "SEMI, -3, 10"
    })
    @DisplayName("The operator holds its output watermark back so that these rows are not late downstream")
    void whenRowsGoOn_thenNoneIsLateThere(JoinType type, long lower, long upper) {
        List<Item> left = LongStream.range(0, 40).mapToObj(i -> at(i, 7 * i)).toList();
        List<Item> right =
                LongStream.range(0, 30).mapToObj(i -> at(100 + i, 9 * i + 1)).toList();
        InlineRun run = InlineRun.of(p -> {
            Join<Item, Item> join = keyed(p, "left", left.toArray(new Item[0]))
                    .join("join", keyed(p, "right", right.toArray(new Item[0])), between(lower, upper));
            EventStream<?> rows = switch (type) {
                case LEFT -> join.left((l, r) -> l);
                case FULL -> join.full((l, r) -> "row");
                case SEMI -> join.semi();
                default -> join.anti();
            };
            rows.window(Windows.tumbling(Duration.ofMillis(1)))
                    .aggregate("counts", Aggregates.count())
                    .to("out", new Collector<>());
        });
        assertThat(run.step("counts").in()).isPositive();
        assertThat(run.step("counts").late()).isZero();
    }
}
