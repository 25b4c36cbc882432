// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.engine.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.leat.Pipeline;
import io.leat.aggregate.Aggregates;
import io.leat.connector.memory.Collector;
import io.leat.connector.memory.Push;
import io.leat.engine.checkpoint.HeapState;
import io.leat.engine.disk.HeapDisk;
import io.leat.engine.run.EpochSetup;
import io.leat.engine.run.InlineHost;
import io.leat.graph.Graph;
import io.leat.window.Windows;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Looking at the windows of a step, and dropping some. */
class KeptWindowsTest {
    record Item(String key, long ms) {}

    private final Push<Item> push = Push.of(Item.class).timedByMillis(Item::ms);
    private final Collector<Long> out = new Collector<>();

    private InlineHost host(Windows windows, long stateOnHeap) throws IOException {
        Graph graph = Pipeline.of(
                        "kept",
                        p -> p.from("items", push)
                                .keyBy(Item::key)
                                .window(windows)
                                .allowedLateness(Duration.ofSeconds(1))
                                .finalOnly()
                                .aggregate("count", Aggregates.count())
                                .to("out", out))
                .graph();
        return InlineHost.open(EpochSetup.open(graph, 1, InstantSource.system(), new HeapDisk(), stateOnHeap));
    }

    /** Without room on the heap, each event sends the state of the keys before it to the disk. */
    private void emit(InlineHost host, String key, long... times) throws Exception {
        for (long ms : times) {
            push.emit(new Item(key, ms));
            host.drain();
            if (host.isFull()) {
                host.seal();
            }
        }
    }

    private static List<String> kept(InlineHost host) {
        List<String> lines = new ArrayList<>();
        host.windows("count")
                .visit((key, span, value) -> lines.add(key + " " + span.start() + " " + span.end() + " " + value));
        return lines;
    }

    private static void drop(InlineHost host, long upTo) {
        host.windows("count").visit((key, span, value) -> span.end() > upTo);
    }

    private static long nextTimer(InlineHost host) {
        HeapState<Object, ?> state = Objects.requireNonNull(host.state("count"));
        return state.timers().event().next();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, Long.MAX_VALUE})
    void whenSessionsAreVisited_thenEachWithItsValueAsItIsNow(long stateOnHeap) throws Exception {
        try (InlineHost host = host(Windows.session(Duration.ofMillis(10)), stateOnHeap)) {
            emit(host, "a", 0, 5, 30);
            emit(host, "b", 32);

            assertThat(kept(host)).containsExactlyInAnyOrder("a 0 15 2", "a 30 40 1", "b 32 42 1");
            assertThat(out.values()).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, Long.MAX_VALUE})
    void whenSessionsAreDropped_thenTheirTimersToo(long stateOnHeap) throws Exception {
        try (InlineHost host = host(Windows.session(Duration.ofMillis(10)), stateOnHeap)) {
            emit(host, "a", 0, 5, 30);
            emit(host, "b", 1);

            drop(host, 20);
            assertThat(kept(host)).containsExactly("a 30 40 1");
            assertThat(nextTimer(host)).isEqualTo(39 + 1_000);

            drop(host, 40);
            assertThat(kept(host)).isEmpty();
            assertThat(nextTimer(host)).isEqualTo(Long.MAX_VALUE);

            emit(host, "a", 35);
            assertThat(kept(host)).containsExactly("a 35 45 1");
            emit(host, "a", 5_000);
            assertThat(out.values()).containsExactly(1L);
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, Long.MAX_VALUE})
    void whenWindowsOfAGridAreDropped_thenTheyCanOpenAgainAndFire(long stateOnHeap) throws Exception {
        try (InlineHost host = host(Windows.tumbling(Duration.ofMillis(10)), stateOnHeap)) {
            emit(host, "a", 0, 5, 30);
            emit(host, "b", 1);
            assertThat(kept(host)).containsExactlyInAnyOrder("a 0 10 2", "b 0 10 1", "a 30 40 1");

            host.windows("count").visit((key, span, value) -> !key.equals("b"));
            assertThat(kept(host)).containsExactly("a 0 10 2", "a 30 40 1");
            assertThat(nextTimer(host)).isEqualTo(9 + 1_000);

            drop(host, 40);
            assertThat(nextTimer(host)).isEqualTo(Long.MAX_VALUE);

            emit(host, "a", 31);
            assertThat(kept(host)).containsExactly("a 30 40 1");
            emit(host, "a", 5_000);
            assertThat(out.values()).containsExactly(1L);
        }
    }

    @Test
    void whenThereIsNoSuchStep_thenTheMessageSaysSo() throws Exception {
        try (InlineHost host = host(Windows.tumbling(Duration.ofMillis(10)), Long.MAX_VALUE)) {
            assertThatThrownBy(() -> host.windows("nope"))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("nope");
        }
    }
}
