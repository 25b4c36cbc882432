// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.engine;

import static io.leat.aggregate.Aggregates.count;
import static org.assertj.core.api.Assertions.assertThat;

import io.leat.Pipeline;
import io.leat.connector.Source;
import io.leat.connector.memory.Collector;
import io.leat.engine.checkpoint.Snapshot;
import io.leat.engine.run.InlineHost;
import io.leat.engine.run.RunningJob;
import io.leat.failure.DeadLetter;
import io.leat.graph.Graph;
import io.leat.time.Watermarks;
import io.leat.window.WindowResult;
import io.leat.window.Windows;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the partitions of a source say of time: each for itself, or the source by watermarks of its own. Windows of ten. */
class SourceTimeTest {
    private final Collector<WindowResult<String, Long>> panes = new Collector<>();
    private final Collector<Item> late = new Collector<>();

    private Graph graph(Source<Item> source, Watermarks watermarks) {
        return Pipeline.of("time", p -> {
                    var results = p.from("events", source, watermarks)
                            .keyBy(Item::key)
                            .window(Windows.tumbling(Duration.ofMillis(10)))
                            .aggregate("windows", count());
                    results.panes().to("panes", panes);
                    results.late().to("late", late);
                })
                .graph();
    }

    private InlineHost open(Source<Item> source, Watermarks watermarks) {
        return InlineHost.open(graph(source, watermarks), InstantSource.fixed(InlineRun.NOW), null);
    }

    private List<String> closed() {
        return panes.values().stream()
                .map(w -> w.start().toEpochMilli() + ":" + w.value())
                .toList();
    }

    private List<Long> lateTimes() {
        return late.values().stream().map(Item::time).toList();
    }

    // ---- each partition for itself --------------------------------------------------------------------------------

    @Test
    void whenPartitionsAreNotEquallyFar_thenTheSmallestWatermarkCloses() throws Exception {
        Live source = Live.of(3).emit(0, 100).emit(1, 5).emit(2, 200);
        try (InlineHost host = open(source, Watermarks.monotone())) {
            host.drain();
            assertThat(closed()).isEmpty();
            source.emit(1, 9);
            host.drain();
            assertThat(closed()).isEmpty();
            source.emit(1, 10);
            host.drain();
            assertThat(closed()).containsExactly("0:2");
            source.emit(0, 1_000).emit(2, 1_000);
            host.drain();
            assertThat(closed()).containsExactly("0:2");
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 4})
    void whenAnEventIsBehindItsOwnPartition_thenItIsLateHoweverFarTheOthersAre(int parallelism) throws Exception {
        List<Item> back = List.of(InlineRun.at(1, 0), InlineRun.at(2, 50), InlineRun.at(3, 5), InlineRun.at(4, 45));
        List<Item> slow = List.of(InlineRun.at(5, 0), InlineRun.at(6, 1));
        List<Item> inTime = List.of(InlineRun.at(7, 0), InlineRun.at(8, 5), InlineRun.at(9, 45));
        RunningJob job = RunningJob.start(
                graph(
                        Source.ofPartitions(List.of(back, slow, inTime)).timedByMillis(Item::time),
                        Watermarks.outOfOrder(Duration.ofMillis(10))),
                parallelism,
                InstantSource.fixed(InlineRun.NOW),
                null);
        job.awaitCompletion();
        assertThat(late.values()).extracting(Item::id).containsExactly(3L);
        assertThat(closed()).containsExactly("0:5", "40:2", "50:1");
    }

    @Test
    void whenATimerEmits_thenTheResultIsJudgedByTheWatermarkBeforeIt() throws Exception {
        Live source = Live.of(1).emit(0, 5);
        Graph graph = Pipeline.of(
                        "chain",
                        p -> p.from("events", source)
                                .keyBy(Item::key)
                                .window(Windows.tumbling(Duration.ofMillis(10)))
                                .aggregate("first", count())
                                .keyBy(n -> "all")
                                .window(Windows.tumbling(Duration.ofMillis(10)))
                                .aggregate("second", count())
                                .panes()
                                .to("panes", panes))
                .graph();
        try (InlineHost host = InlineHost.open(graph, InstantSource.fixed(InlineRun.NOW), null)) {
            host.drain();
            source.emit(0, 10_000);
            host.drain();
            assertThat(closed()).as("not late for a window that closes with it").containsExactly("0:1");
            assertThat(host.metrics().late()).isZero();
        }
    }

    // ---- watermarks of its own ------------------------------------------------------------------------------------

    @Test
    void whenTheSourceHasWatermarks_thenTheyCloseAndJudge() throws Exception {
        Live source = Live.of(1).emit(0, 3).emit(0, 500).emit(0, 4);
        try (InlineHost host = open(source, Watermarks.fromSource())) {
            host.drain();
            assertThat(closed()).as("no event moves it").isEmpty();
            source.watermark(0, 8);
            host.drain();
            assertThat(closed()).isEmpty();
            source.emit(0, 5).watermark(0, 9).emit(0, 6);
            host.drain();
            assertThat(closed()).containsExactly("0:3");
            assertThat(lateTimes())
                    .as("the watermark goes before it, in the same batch")
                    .containsExactly(6L);
            source.close();
            host.drain();
            assertThat(closed()).containsExactly("0:3", "500:1");
        }
    }

    @Test
    void whenItsWatermarkGoesBack_thenIgnored() throws Exception {
        Live source = Live.of(1).emit(0, 3).watermark(0, 30).watermark(0, 2).emit(0, 4);
        try (InlineHost host = open(source, Watermarks.fromSource())) {
            host.drain();
            assertThat(lateTimes()).containsExactly(4L);
            assertThat(host.metrics().step("windows").watermark()).isEqualTo(30);
        }
    }

    @Test
    void whenNobodyAskedForIt_thenIgnored() throws Exception {
        Live source = Live.of(1).emit(0, 3).watermark(0, 30).emit(0, 4);
        try (InlineHost host = open(source, Watermarks.monotone())) {
            host.drain();
            assertThat(lateTimes()).isEmpty();
            assertThat(host.metrics().step("windows").watermark()).isEqualTo(3);
        }
    }

    @Test
    void whenSeveralPartitionsHaveWatermarks_thenTheSmallestCounts() throws Exception {
        Live source = Live.of(2).emit(0, 3).watermark(0, 30);
        try (InlineHost host = open(source, Watermarks.fromSource())) {
            host.drain();
            assertThat(closed()).isEmpty();
            source.watermark(1, 20);
            host.drain();
            assertThat(closed()).containsExactly("0:1");
            assertThat(host.metrics().step("windows").watermark()).isEqualTo(20);
        }
    }

    @Test
    void whenItsWatermarkIsOfTheYear2099_thenItIsADeadLetterAndMovesNothing() throws Exception {
        long year2099 = 4_070_908_800_000L;
        Live source = Live.of(1)
                .emit(0, 3)
                .watermark(0, year2099)
                .watermark(0, Long.MAX_VALUE)
                .emit(0, 4);
        try (InlineHost host = open(source, Watermarks.fromSource())) {
            host.drain();
            assertThat(lateTimes()).isEmpty();
            assertThat(host.deadLetters())
                    .extracting(DeadLetter::reason)
                    .containsExactly(
                            "the source's watermark is 2099-01-01T00:00:00Z, more than PT1H ahead of the clock",
                            "the source's watermark is 9223372036854775807 ms, beyond 146 million years from 1970");
            assertThat(host.metrics().in()).isEqualTo(2);
            assertThat(host.metrics().failed()).isZero();
        }
    }

    @Test
    void whenRestored_thenItsWatermarkIsAsItWas() throws Exception {
        Live source = Live.of(1).emit(0, 3).watermark(0, 30);
        Snapshot snapshot;
        try (InlineHost host = open(source, Watermarks.fromSource())) {
            host.drain();
            snapshot = host.snapshot();
        }
        source.emit(0, 29);
        try (InlineHost host =
                InlineHost.open(graph(source, Watermarks.fromSource()), InstantSource.fixed(InlineRun.NOW), snapshot)) {
            host.drain();
            assertThat(lateTimes()).containsExactly(29L);
        }
    }

    // ---- bad input ------------------------------------------------------------------------------------------------

    @Test
    void whenTheFunctionOfTimeThrows_thenTheEventIsADeadLetterWithItsReason() throws Exception {
        Source<Item> source = Source.of(InlineRun.at(1, 3), InlineRun.at(2, 0), InlineRun.at(3, 5))
                .timedByMillis(item -> 30 / item.time());
        try (InlineHost host = open(source, Watermarks.outOfOrder(Duration.ofMillis(10)))) {
            host.drain();
            assertThat(host.deadLetters()).singleElement().satisfies(letter -> {
                assertThat(letter.reason())
                        .isEqualTo("its time cannot be told: java.lang.ArithmeticException: / by zero");
                assertThat(letter.value()).isEqualTo(InlineRun.at(2, 0));
                assertThat(letter.step()).isEqualTo("events");
            });
            assertThat(host.metrics().in()).isEqualTo(3);
            assertThat(host.metrics().failed()).isEqualTo(1);
            assertThat(closed()).containsExactly("0:1", "10:1");
        }
    }
}
