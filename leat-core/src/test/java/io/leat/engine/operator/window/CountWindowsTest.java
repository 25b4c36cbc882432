// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.engine.operator.window;

import static io.leat.aggregate.Aggregates.collect;
import static io.leat.engine.InlineRun.at;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.leat.Pipeline;
import io.leat.connector.Collector;
import io.leat.engine.InlineRun;
import io.leat.engine.Trickle;
import io.leat.engine.WindowRun;
import io.leat.engine.reference.Item;
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
