// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.engine.operator.join;

import static io.leat.engine.InlineRun.at;
import static org.assertj.core.api.Assertions.assertThat;

import io.leat.JoinResults;
import io.leat.KeyedStream;
import io.leat.PipelineBuilder;
import io.leat.connector.Collector;
import io.leat.engine.InlineRun;
import io.leat.engine.reference.Item;
import io.leat.join.JoinBounds;
import io.leat.time.Watermarks;
import io.leat.window.Windows;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

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
}
