// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.engine;

import static io.leat.aggregate.Aggregates.count;
import static io.leat.engine.InlineRun.at;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.leat.EventStream;
import io.leat.Leat;
import io.leat.Pipeline;
import io.leat.WindowResults;
import io.leat.connector.Source;
import io.leat.connector.memory.Collector;
import io.leat.connector.memory.Push;
import io.leat.engine.run.InlineHost;
import io.leat.metric.JobMetrics;
import io.leat.metric.StepMetrics;
import io.leat.window.Windows;
import java.time.Duration;
import java.util.List;
import java.util.NoSuchElementException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** "Nothing is lost in silence": what goes into a step is accounted for, at every parallelism. */
class MetricsTest {
    private static Pipeline pipeline() {
        // events 5 and 6 of each partition are late, 7 falls into a gap, 8 is filtered, 9 fails
        List<List<Item>> partitions = List.of(items(0), items(100), items(200));
        return Pipeline.of("metrics", p -> {
            EventStream<Item> events = p.from(
                            "events", Source.ofPartitions(partitions).timedByMillis(Item::time))
                    .filter("filter", i -> i.id() % 100 != 8)
                    .map("map", i -> {
                        if (i.id() % 100 == 9) {
                            throw new IllegalStateException("nine");
                        }
                        return i;
                    });
            WindowResults<String, Item, Long> windows = events.keyBy(Item::key)
                    .window(Windows.sliding(Duration.ofMillis(10), Duration.ofMillis(20)))
                    .aggregate("windows", count());
            windows.to("out", new Collector<>());
            windows.late().to("late", new Collector<>());
            events.flatMap(i -> List.of(i, i)).to("twice", new Collector<>());
            events.mapMulti((i, out) -> {}).to("none", new Collector<>());
            EventStream.Split<Item> split = events.split(i -> i.id() % 2 == 0);
            split.matching().union(split.rest()).to("all", new Collector<>());
        });
    }

    private static List<Item> items(long first) {
        long[] times = {1, 2, 21, 41, 61, 25, 3, 72, 80, 80};
        return java.util.stream.IntStream.range(0, times.length)
                .mapToObj(i -> new Item(first + i, "k" + i % 3, times[i]))
                .toList();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 4})
    void whenAJobHasEnded_thenItsCountsAddUp(int parallelism) throws Exception {
        JobMetrics metrics;
        try (Leat leat = Leat.inMemory(o -> o.parallelism(parallelism))) {
            metrics = leat.start(pipeline()).awaitCompletion();
        }
        assertThat(metrics.in()).isEqualTo(30);
        assertThat(metrics.filtered()).isEqualTo(3);
        assertThat(metrics.failed()).isEqualTo(3);
        assertThat(metrics.processed()).isEqualTo(24);
        assertThat(metrics.late()).isEqualTo(6);
        assertThat(metrics.partiallyLate()).isZero();
        StepMetrics windows = metrics.step("windows");
        assertThat(windows.in()).isEqualTo(24);
        assertThat(windows.unwindowed()).isEqualTo(3);
        assertThat(windows.windows()).isEqualTo(windows.out()).isEqualTo(metrics.windows());
        assertThat(metrics.step("filter").out()).isEqualTo(27);
        assertThat(metrics.step("map").out()).isEqualTo(24);
        assertThat(metrics.step("flatMap-7").out()).isEqualTo(48);
        assertThat(metrics.step("mapMulti-9").out()).isZero();
        assertThat(metrics.step("split-11").out()).isEqualTo(24);
        assertThat(metrics.step("union-12").in()).isEqualTo(24);
        assertThat(metrics.step("all").in()).isEqualTo(24);
        assertThat(metrics.step("out").in()).isEqualTo(windows.out());
        assertThat(metrics.steps()).allMatch(s -> s.queued() == 0);
    }

    @Test
    void whenThereIsNoSuchStep_thenThoseThereAreAreTold() {
        JobMetrics metrics = InlineRun.of(p -> p.from("a", Source.of(1)).to("b", new Collector<>()))
                .metrics();
        assertThatThrownBy(() -> metrics.step("c"))
                .isInstanceOf(NoSuchElementException.class)
                .hasMessage("no step 'c' in job 'test': there are [a, b]");
    }

    @Test
    void whenAJobRuns_thenNoStepClaimsToBeAtTheEnd() throws Exception {
        Push<Item> push = Push.of(Item.class).timedByMillis(Item::time);
        Pipeline pipeline = Pipeline.of(
                "running",
                p -> p.from("events", push)
                        .filter("filter", i -> true)
                        .keyBy(Item::key)
                        .window(Windows.tumbling(Duration.ofMillis(10)))
                        .aggregate("windows", count())
                        .map("map", n -> n)
                        .to("out", new Collector<>()));
        try (InlineHost host = InlineHost.open(pipeline.graph(), InlineHostTest.CLOCK, null)) {
            push.emit(at(1, 25));
            host.drain();
            assertThat(host.metrics().steps()).allMatch(s -> s.watermark() == 24);
        }
    }
}
