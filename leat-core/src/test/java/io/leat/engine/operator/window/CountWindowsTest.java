// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.engine.operator.window;

import static io.leat.aggregate.Aggregates.collect;
import static io.leat.aggregate.Aggregates.count;
import static io.leat.aggregate.Aggregates.sum;
import static io.leat.engine.InlineRun.at;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.leat.Pipeline;
import io.leat.connector.memory.Collector;
import io.leat.engine.InlineRun;
import io.leat.engine.Item;
import io.leat.engine.Trickle;
import io.leat.engine.WindowRun;
import io.leat.failure.PipelineException;
import io.leat.window.Windows;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Windows that count. */
class CountWindowsTest {
    @Test
    @DisplayName(
            "count(n) per key: result timestamp is the largest event timestamp in it; what remains is emitted at the end")
    void whenThereAreEnoughEvents_thenAWindowAndTheRestAtTheEnd() {
        WindowRun run = WindowRun.of(Windows.count(2))
                .over(at(1, 30), new Item(2, "b", 5), at(3, 10), at(4, 20), at(5, 21), at(6, -7));
        assertThat(run.panes())
                .startsWith("[10, 31) 3 1 ON_TIME 0", "[20, 22) 4 5 ON_TIME 0")
                .containsExactlyInAnyOrder(
                        "[10, 31) 3 1 ON_TIME 0",
                        "[20, 22) 4 5 ON_TIME 0",
                        "[5, 6) 2 ON_TIME 0",
                        "[-7, -6) 6 ON_TIME 0");
        assertThat(run.late()).isEmpty();
        assertThat(run.metrics().windows()).isEqualTo(4);
    }

    @Test
    void whenOneEventIsEnough_thenEachIsAWindow() {
        assertThat(WindowRun.of(Windows.count(1)).over(at(1, 3), at(2, 2)).results())
                .containsExactly("[3, 4) 1", "[2, 3) 2");
    }

    @Test
    @DisplayName("global(): result timestamp is the largest seen")
    void whenGlobal_thenOneWindowAtTheEnd() {
        assertThat(WindowRun.of(Windows.global())
                        .over(at(1, 30), at(2, 10), at(3, 20))
                        .results())
                .containsExactly("[10, 31) 2 3 1");
    }

    @Test
    @DisplayName("countOrTimeout(n, d): event time from the window's first event")
    void whenTheTimeoutIsFirst_thenWhatHasComeIsAWindow() {
        WindowRun run = WindowRun.of(Windows.countOrTimeout(3, Duration.ofMillis(10)))
                .over(at(1, 0), at(2, 9), at(3, 10), at(4, 11), at(5, 30), at(6, 31), at(7, 32), at(8, 33));
        assertThat(run.panes())
                .containsExactly(
                        "[0, 10) 1 2 ON_TIME 0",
                        "[10, 12) 3 4 ON_TIME 0",
                        "[30, 33) 5 6 7 ON_TIME 0",
                        "[33, 34) 8 ON_TIME 0");
        assertThat(run.late()).isEmpty();
        assertThat(run.metrics().windows()).isEqualTo(4);
    }

    @Test
    @DisplayName("The window is [first, first + d): it closes at w >= first + d - 1")
    void whenTheWatermarkIsAtTheLastMillisecond_thenTheWindowCloses() {
        Windows windows = Windows.countOrTimeout(9, Duration.ofMillis(10));
        assertThat(WindowRun.of(windows)
                        .over(at(1, 0), new Item(2, "b", 9), at(3, 9), new Item(4, "b", 10), at(5, 9))
                        .results())
                .as("the last one is late, and opens a window of its own")
                .containsExactlyInAnyOrder("[0, 10) 1 3", "[9, 10) 5", "[9, 11) 2 4");
        assertThat(WindowRun.of(windows)
                        .bound(5)
                        .over(at(1, 0), at(2, 14), at(3, 3), at(4, 15), at(5, 2))
                        .results())
                .as("in the order of their coming")
                .containsExactly("[0, 1) 1", "[2, 16) 5 3 2 4");
    }

    @Test
    void whenAWindowIsOpenedByAnEarlierEvent_thenItsTimeoutIsEarlier() {
        WindowRun run = WindowRun.of(Windows.countOrTimeout(2, Duration.ofMillis(10)))
                .bound(100)
                .over(at(1, 90), at(2, 91), at(3, 5), new Item(4, "b", 116), at(5, 6));
        assertThat(run.results()).containsExactly("[90, 92) 1 2", "[5, 6) 3", "[6, 7) 5", "[116, 117) 4");
    }

    @Test
    void whenResultsAreAggregatedAgain_thenNoneIsLate() {
        Collector<Long> out = new Collector<>();
        Collector<Long> late = new Collector<>();
        InlineRun.of(p -> p.from("events", InlineRun.source(at(1, 0), new Item(2, "b", 9), at(3, 30), at(4, 60)))
                .keyBy(Item::key)
                .window(Windows.countOrTimeout(5, Duration.ofMillis(20)))
                .aggregate("first", count())
                .window(Windows.tumbling(Duration.ofMillis(10)))
                .aggregate("second", sum(n -> n))
                .late(l -> l.map(n -> (long) n).to("late", late))
                .to("out", out));
        assertThat(late.values()).isEmpty();
        assertThat(out.values()).containsExactly(2L, 1L, 1L);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 4, 5})
    void whenRestored_thenTimeoutsGoOn(int restores) {
        Collector<List<Item>> out = new Collector<>();
        InlineRun.of(
                Pipeline.of(
                        "test",
                        p -> p.from(
                                        "events",
                                        InlineRun.source(at(1, 1), at(2, 2), at(3, 3), at(4, 14), at(5, 14), at(6, 90)))
                                .keyBy(Item::key)
                                .window(Windows.countOrTimeout(2, Duration.ofMillis(10)))
                                .aggregate("windows", collect(10))
                                .to("out", out)),
                restores);
        assertThat(out.values())
                .extracting(items -> items.stream().map(Item::id).toList())
                .containsExactly(List.of(1L, 2L), List.of(3L), List.of(4L, 5L), List.of(6L));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 5})
    void whenRestored_thenWindowsGoOn(int restores) {
        Collector<List<Item>> out = new Collector<>();
        List<Item> items = List.of(at(1, 1), new Item(2, "b", 2), at(3, 3), at(4, 4), at(5, 5), at(6, 6));
        InlineRun.of(
                Pipeline.of(
                        "test",
                        p -> p.from("events", new Trickle<>(List.of(items)).timedByMillis(Item::time))
                                .keyBy(Item::key)
                                .window(Windows.count(3))
                                .aggregate("windows", collect(10))
                                .to("out", out)),
                restores);
        assertThat(out.timed())
                .extracting(c -> c.value().stream().map(Item::id).toList() + " @" + c.timestamp())
                .containsExactlyInAnyOrder("[1, 3, 4] @4", "[2] @2", "[5, 6] @6");
    }

    @Test
    void whenItMakesNoSense_thenRefused() {
        assertThatThrownBy(() -> Windows.count(0)).hasMessage("a window of 0 events: give at least 1");
        assertThatThrownBy(() -> Windows.countOrTimeout(-1, Duration.ofSeconds(1)))
                .hasMessage("a window of -1 events: give at least 1");
        assertThatThrownBy(() -> Windows.countOrTimeout(1, Duration.ZERO))
                .hasMessage("the timeout is PT0S: give a duration of at least one millisecond");
        assertThatThrownBy(() -> Pipeline.of(
                        "p",
                        p -> p.from("events", InlineRun.source(at(1, 1)))
                                .window(Windows.global())
                                .allowedLateness(Duration.ofSeconds(1))
                                .aggregate("all", collect(10))))
                .isInstanceOf(PipelineException.class)
                .hasMessage("pipeline 'p' window 'all' counts events, so none is late for it:"
                        + " leave out .allowedLateness(…)");
    }
}
