// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.engine.operator.keyed;

import static io.leat.engine.InlineRun.at;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.leat.Pipeline;
import io.leat.connector.memory.Collector;
import io.leat.engine.InlineRun;
import io.leat.engine.Item;
import io.leat.metric.StepMetrics;
import io.leat.time.Watermarks;
import io.leat.window.Windows;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Of events of a key that are near in time, the first passes. */
class DeduplicateTest {
    private final Collector<Item> out = new Collector<>();
    private final Collector<Item> late = new Collector<>();
    private StepMetrics metrics;

    private List<Long> run(long within, int restores, Item... items) {
        int before = out.values().size();
        InlineRun run = InlineRun.of(
                Pipeline.of(
                        "test",
                        p -> p.from("events", InlineRun.source(items), Watermarks.outOfOrder(Duration.ofMillis(20)))
                                .keyBy(Item::key)
                                .deduplicate("once", Duration.ofMillis(within), l -> l.to("late", late))
                                .to("out", out)),
                restores);
        metrics = run.step("once");
        List<Item> all = out.values();
        return all.subList(before, all.size()).stream().map(Item::id).toList();
    }

    @Test
    void whenEventsAreNear_thenTheFirstPassesBothEndsIncluded() {
        for (int restores = 0; restores < 7; restores++) {
            assertThat(run(
                            10,
                            restores,
                            at(1, 100),
                            at(2, 110),
                            at(3, 90),
                            new Item(4, "b", 100),
                            at(5, 111),
                            at(6, 100),
                            at(7, 122)))
                    .containsExactly(1L, 4L, 5L, 7L);
        }
        run(10, 0, at(1, 100), at(2, 110), at(3, 90), at(4, 111));
        assertThat(metrics.in()).isEqualTo(4);
        assertThat(metrics.filtered()).isEqualTo(2);
        assertThat(metrics.out()).isEqualTo(2);
    }

    @Test
    void whenAnEarlierEventComesLater_thenItPassesIfItIsFurtherAway() {
        assertThat(run(5, 0, at(1, 100), at(2, 94), at(3, 99), at(4, 89), at(5, 88)))
                .containsExactly(1L, 2L, 5L);
    }

    @Test
    void whenTimesAreNegative_thenTheSame() {
        assertThat(run(10, 0, at(1, -100), at(2, -90), at(3, -89), at(4, -5), at(5, 5), at(6, 6)))
                .containsExactly(1L, 3L, 4L, 6L);
    }

    @Test
    void whenTheWatermarkHasReachedAnEvent_thenItIsLateAndNeverPasses() {
        assertThat(run(5, 0, at(1, 100), at(2, 79), at(3, 80), at(4, 95))).containsExactly(1L, 3L);
        assertThat(late.values()).extracting(Item::id).containsExactly(2L);
        assertThat(metrics.late()).isEqualTo(1);
        assertThat(metrics.filtered()).isEqualTo(1);
    }

    @Test
    void whenTheTimeMakesNoSense_thenRefused() {
        assertThatThrownBy(() -> run(0, 0, at(1, 1)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "the time within which 'once' drops repeats is PT0S: give a duration of at least one millisecond");
        assertThatThrownBy(() -> run(-1, 0, at(1, 1))).hasMessageContaining("is PT-0.001S: give a duration");
        assertThatThrownBy(() -> run(Windows.LONGEST_MS + 1, 0, at(1, 1)))
                .hasMessage("the time within which 'once' drops repeats is 2305843009213693953 ms:"
                        + " give at most 2305843009213693952 ms, which is about 73 million years");
    }

    @Test
    void whenTheTimeIsTheLongest_thenOnePasses() {
        long far = 1L << 60;
        assertThat(run(Windows.LONGEST_MS, 0, at(1, -far), at(2, 0), at(3, far)))
                .containsExactly(1L);
    }
}
