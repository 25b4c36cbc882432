// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.engine.run;

import static java.util.concurrent.CompletableFuture.completedFuture;
import static org.assertj.core.api.Assertions.assertThat;

import io.leat.Pipeline;
import io.leat.aggregate.Aggregates;
import io.leat.connector.Source;
import io.leat.connector.memory.Collector;
import io.leat.engine.Item;
import io.leat.join.LookupOptions;
import io.leat.window.Windows;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a full lookup does to the steps before it: it pauses their firing, and changes no result. */
class PausedFiringTest {
    private static final int MANY_STEPS = 10_000;

    private static List<Object> run(Pipeline pipeline, Collector<Object> out) throws Exception {
        try (InlineHost host = InlineHost.open(pipeline.graph(), InstantSource.system(), null)) {
            for (int i = 0; !host.hasEnded(); i++) {
                host.step();
                assertThat(i).as("steps without an end").isLessThan(MANY_STEPS);
            }
        }
        return out.values();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 100})
    void whenALookupIsFull_thenTimersStillComeBeforeTheRecordsBehindThem(int inFlight) throws Exception {
        Collector<Object> out = new Collector<>();
        List<Item> items = List.of(
                new Item(1, "1", 0),
                new Item(2, "2", 5),
                new Item(3, "3", 12),
                new Item(4, "3", 20),
                new Item(5, "2", 6));
        Pipeline pipeline = Pipeline.of(
                "paused",
                p -> p.from("events", Source.of(items).timedByMillis(Item::time))
                        .keyBy(String.class, Item::key)
                        .window(Windows.countOrTimeout(100, Duration.ofMillis(10)))
                        .aggregate("windows", Aggregates.collect(10))
                        .map(all -> all.stream().map(Item::id).toList())
                        .lookup(
                                "lookup",
                                ids -> completedFuture(ids),
                                (ids, same) -> ids,
                                LookupOptions.defaults().inFlight(inFlight))
                        .to("out", out));
        assertThat(run(pipeline, out))
                .containsExactlyInAnyOrder(List.of(1L), List.of(2L), List.of(5L), List.of(3L, 4L));
    }

    @Test
    void whenMoreAnswersAreReadyThanGoOutAtATime_thenNoneIsLost() throws Exception {
        Collector<Object> out = new Collector<>();
        List<Integer> numbers = IntStream.range(0, 256).boxed().toList();
        Pipeline pipeline = Pipeline.of(
                "ready",
                p -> p.from("events", Source.of(numbers))
                        .flatMap(i -> List.of(i, i))
                        .lookup(
                                "lookup",
                                i -> completedFuture(i),
                                (i, same) -> i,
                                LookupOptions.defaults().unordered())
                        .to("out", out));
        List<Object> twice = new ArrayList<>(numbers);
        twice.addAll(numbers);
        assertThat(run(pipeline, out)).containsExactlyInAnyOrderElementsOf(twice);
    }
}
