// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.engine;

import static io.leat.aggregate.Aggregates.count;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.leat.EventStream;
import io.leat.Pipeline;
import io.leat.connector.memory.Collector;
import io.leat.engine.checkpoint.Snapshot;
import io.leat.engine.run.InlineHost;
import io.leat.engine.run.RunningJob;
import io.leat.graph.Graph;
import io.leat.time.ManualClock;
import io.leat.time.Watermarks;
import io.leat.window.WindowResult;
import io.leat.window.Windows;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** "A live source that was empty when polled for its idle timeout no longer holds others back." Windows of ten seconds. */
@Timeout(60)
class IdleSourceTest {
    private static final long HELD_UP_MS = 700;

    private final ManualClock clock = ManualClock.at(InlineRun.NOW);
    private final Collector<WindowResult<String, Long>> panes = new Collector<>();
    private final Collector<Item> late = new Collector<>();
    private InlineHost host;

    private Graph graph(Live source, Watermarks watermarks) {
        return Pipeline.of("idle", p -> windows(p.from("events", source, watermarks), Duration.ZERO))
                .graph();
    }

    private void windows(EventStream<Item> events, Duration lateness) {
        var results = events.keyBy(Item::key)
                .window(Windows.tumbling(Duration.ofSeconds(10)))
                .allowedLateness(lateness)
                .aggregate("windows", count());
        results.panes().to("panes", panes);
        results.late().to("late", late);
    }

    private void open(Live source, Watermarks watermarks) {
        host = InlineHost.open(graph(source, watermarks), clock, null);
        host.drain();
    }

    private void pass(long ms) {
        clock.advance(Duration.ofMillis(ms));
        host.drain();
    }

    /** Starts of the windows that have closed, in seconds, and how many events they had. */
    private List<String> closed() {
        return panes.values().stream()
                .map(w -> w.start().getEpochSecond() + ":" + w.value())
                .toList();
    }

    @AfterEach
    void close() throws IOException {
        if (host != null) {
            host.close();
        }
    }

    // ---- when it is idle ------------------------------------------------------------------------------------------

    @Test
    void whenAPartitionIsSilentForTenSeconds_thenItHoldsNothingBack() {
        Live source = Live.of(2).emit(0, 0).emit(1, 0).emit(1, 20_000);
        open(source, Watermarks.monotone());
        source.emit(1, 21_000);
        pass(9_999);
        assertThat(closed()).isEmpty();
        source.emit(1, 22_000);
        pass(1);
        assertThat(closed()).containsExactly("0:2");
    }

    @Test
    void whenAPartitionNeverHadAnEvent_thenItHoldsNothingBackEither() {
        Live source = Live.of(2).emit(1, 0);
        open(source, Watermarks.monotone().idleAfter(Duration.ofSeconds(2)));
        source.emit(1, 20_000);
        pass(1_999);
        assertThat(closed()).isEmpty();
        source.emit(1, 20_001);
        pass(1);
        assertThat(closed()).containsExactly("0:1");
    }

    @Test
    void whenAnEventComesNowAndThen_thenThePartitionIsNotIdle() {
        Live source = Live.of(2).emit(0, 0).emit(1, 50_000);
        open(source, Watermarks.monotone());
        for (int i = 0; i < 5; i++) {
            pass(9_999);
            source.emit(0, i);
            source.emit(1, 60_000 + i);
            pass(1);
        }
        assertThat(closed()).isEmpty();
    }

    @Test
    void whenIdlenessIsSwitchedOff_thenEveryPartitionIsWaitedFor() {
        Live source = Live.of(2).emit(0, 0).emit(1, 50_000);
        open(source, Watermarks.monotone().neverIdle());
        pass(1_000_000_000);
        assertThat(closed()).isEmpty();
    }

    @Test
    void whenTheSourceIsReplayed_thenItIsNeverIdle() {
        Live source = Live.slowReplay(2).emit(0, 0).emit(1, 50_000);
        open(source, Watermarks.monotone().idleAfter(Duration.ofSeconds(1)));
        pass(1_000_000_000);
        assertThat(closed()).isEmpty();
    }

    @Test
    void whenTheJobIsHeldUp_thenThatTimeDoesNotCount() throws Exception {
        Live source = Live.of(2).emit(0, 0);
        CountDownLatch reached = new CountDownLatch(1);
        CountDownLatch released = new CountDownLatch(1);
        Graph graph = Pipeline.of("held up", p -> {
                    EventStream<Item> events = p.from("events", source);
                    windows(events, Duration.ZERO);
                    events.filter(e -> e.time() == 15_000).peek(e -> {
                        reached.countDown();
                        released.await();
                    });
                })
                .graph();
        RunningJob job = RunningJob.start(graph, 1, clock, null);
        await().until(() -> job.metrics().step("events").in() == 1);
        source.emit(1, 15_000);
        reached.await();
        clock.advance(Duration.ofSeconds(60));
        Thread.sleep(HELD_UP_MS);
        released.countDown();
        source.emit(1, 16_000);
        await().during(Duration.ofMillis(200)).until(() -> closed().isEmpty());
        clock.advance(Duration.ofSeconds(10));
        source.emit(1, 17_000);
        await().until(() -> closed().equals(List.of("0:1")));
        job.cancel();
        job.await(Duration.ofSeconds(10));
    }

    // ---- all are idle ---------------------------------------------------------------------------------------------

    @Test
    void whenAllAreIdle_thenTheWatermarkGoesOnWithTheClock() {
        Live source = Live.of(2).emit(0, 5_000);
        open(source, Watermarks.outOfOrder(Duration.ofMillis(100)).idleAfter(Duration.ofSeconds(1)));
        pass(5_099);
        assertThat(closed()).isEmpty();
        pass(1);
        assertThat(closed()).as("5,000 - 100 - 1 + 5,100 = 9,999").containsExactly("0:1");
        assertThat(host.metrics().step("windows").watermark()).isEqualTo(9_999);
    }

    @Test
    void whenAllAreIdle_thenTheSlowestCounts() {
        Live source = Live.of(2).emit(0, 3_000).emit(1, 1_000);
        open(source, Watermarks.monotone().idleAfter(Duration.ofSeconds(1)));
        pass(8_999);
        assertThat(closed()).isEmpty();
        pass(1);
        assertThat(closed()).containsExactly("0:2");
    }

    @Test
    void whenTheClockGoesBack_thenTheWatermarkDoesNot() {
        Live source = Live.of(1).emit(0, 5_000);
        open(source, Watermarks.monotone().idleAfter(Duration.ofSeconds(1)));
        pass(3_000);
        long before = host.metrics().step("windows").watermark();
        pass(-2_500);
        assertThat(host.metrics().step("windows").watermark()).isEqualTo(before).isEqualTo(7_999);
        pass(2_501);
        assertThat(host.metrics().step("windows").watermark()).isEqualTo(8_000);
    }

    @Test
    void whenTheInputEndsWhileIdle_thenEverythingIsClosed() {
        Live source = Live.of(3).emit(0, 5_000).emit(1, 40_000);
        open(source, Watermarks.monotone().idleAfter(Duration.ofSeconds(20)));
        pass(20_000);
        source.close();
        host.drain();
        assertThat(host.hasEnded()).isTrue();
        assertThat(closed()).containsExactly("0:1", "40:1");
        assertThat(host.metrics().step("windows").watermark()).isEqualTo(Long.MAX_VALUE);
    }

    @Test
    void whenOneEndsAndTheOtherIsIdle_thenTheInputHasNotEnded() {
        Live ends = Live.of(1).emit(0, 5_000);
        Live silent = Live.of(1);
        host = InlineHost.open(
                Pipeline.of("two", p -> windows(p.from("ends", ends).union(p.from("silent", silent)), Duration.ZERO))
                        .graph(),
                clock,
                null);
        host.drain();
        ends.close();
        pass(60_000);
        assertThat(closed()).isEmpty();
        assertThat(host.hasEnded()).isFalse();
        silent.emit(0, 6_000).emit(0, 10_000);
        host.drain();
        assertThat(closed()).containsExactly("0:2");
    }

    // ---- it comes back --------------------------------------------------------------------------------------------

    @Test
    void whenAPartitionComesBackBehind_thenItCountsAgainOnceItHasCaughtUp() {
        Live source = Live.of(2).emit(0, 0).emit(1, 50_000);
        open(source, Watermarks.monotone());
        source.emit(1, 50_001);
        pass(5_000);
        source.emit(1, 50_002);
        pass(5_000);
        assertThat(closed()).containsExactly("0:1");
        source.emit(0, 30_000);
        host.drain();
        source.emit(1, 60_000);
        host.drain();
        assertThat(late.values()).extracting(Item::time).containsExactly(30_000L);
        assertThat(closed()).as("it is still behind").containsExactly("0:1", "50:3");
        source.emit(0, 60_000);
        host.drain();
        source.emit(1, 90_000);
        host.drain();
        assertThat(closed()).as("it counts").containsExactly("0:1", "50:3");
        source.emit(0, 70_000);
        host.drain();
        assertThat(closed()).containsExactly("0:1", "50:3", "60:2");
    }

    @Test
    void whenTheOnlyPartitionComesBack_thenItGoesByItsEventsAgain() {
        Live source = Live.of(1).emit(0, 5_000);
        open(source, Watermarks.monotone().idleAfter(Duration.ofSeconds(1)));
        pass(2_000);
        source.emit(0, 7_000);
        pass(500);
        assertThat(host.metrics().step("windows").watermark()).isEqualTo(6_999);
        assertThat(late.values()).isEmpty();
    }

    @Test
    void whenTheOnlyPartitionComesBackBehind_thenTheClockDoesNotRunAwayFromIt() {
        Live source = Live.of(1).emit(0, 5_000);
        open(source, Watermarks.monotone().idleAfter(Duration.ofSeconds(1)));
        pass(2_000);
        for (int i = 0; i < 10; i++) {
            source.emit(0, 6_500 + 100 * i);
            pass(100);
        }
        assertThat(late.values()).as("its window is still open").isEmpty();
        assertThat(host.metrics().step("windows").watermark()).isEqualTo(7_399);
    }

    @Test
    void whenAPartitionComesBackWhereTheWatermarkMovesWithEachEvent_thenItDoesSoAtOnce() throws Exception {
        Live source = Live.of(1).emit(0, 5_000);
        Graph graph = Pipeline.of("each", p -> windows(p.from("events", source, second()), Duration.ofSeconds(60)))
                .graph();
        host = InlineHost.open(graph, clock, null);
        host.drain();
        pass(1_000);
        source.emit(0, 10_000).emit(0, 6_000);
        host.drain();
        assertThat(closed())
                .as("on time, then late, though both came in one batch")
                .containsExactly("0:1", "0:2");
        assertThat(host.metrics().step("windows").watermark()).isEqualTo(9_999);
    }

    private static Watermarks second() {
        return Watermarks.monotone().idleAfter(Duration.ofSeconds(1));
    }

    // ---- with the rest --------------------------------------------------------------------------------------------

    @Test
    void whenAStepHoldsItsWatermarkBack_thenItDoesSoForTheClocksToo() {
        Live source = Live.of(1).emit(0, 5_000);
        Collector<Long> sums = new Collector<>();
        host = InlineHost.open(
                Pipeline.of(
                                "held back",
                                p -> p.from("events", source)
                                        .keyBy(Item::key)
                                        .window(Windows.tumbling(Duration.ofSeconds(1)))
                                        .allowedLateness(Duration.ofSeconds(4))
                                        .finalOnly()
                                        .aggregate("first", count())
                                        .keyBy(n -> "all")
                                        .window(Windows.tumbling(Duration.ofSeconds(10)))
                                        .aggregate("second", count())
                                        .to("sums", sums))
                        .graph(),
                clock,
                null);
        host.drain();
        pass(10_000);
        assertThat(host.metrics().step("first").watermark()).isEqualTo(14_999);
        assertThat(host.metrics().step("second").watermark()).isEqualTo(10_999);
        assertThat(sums.values())
                .as("the result of the first came before the watermark")
                .containsExactly(1L);
        assertThat(host.metrics().late()).isZero();
    }

    @Test
    void whenRestoredAfterAPartitionWasIdle_thenClosedWindowsStayClosed() throws Exception {
        Live source = Live.of(2).emit(0, 0).emit(1, 50_000);
        Watermarks watermarks = Watermarks.monotone();
        open(source, watermarks);
        source.emit(1, 50_001);
        pass(10_000);
        assertThat(closed()).containsExactly("0:1");
        Snapshot snapshot = host.snapshot();
        host.close();
        host = InlineHost.open(graph(source, watermarks), clock, snapshot);
        host.drain();
        source.emit(0, 1_000);
        host.drain();
        assertThat(late.values()).extracting(Item::time).containsExactly(1_000L);
        source.emit(1, 60_000);
        pass(9_000);
        assertThat(closed()).as("idleness begins anew").containsExactly("0:1");
        source.emit(1, 60_001);
        pass(10_000);
        assertThat(closed()).containsExactly("0:1", "50:2");
        source.close();
        host.drain();
        assertThat(closed()).containsExactly("0:1", "50:2", "60:2");
    }

    @Test
    void whenRestoredAfterAnInputHasEnded_thenTheStepsBehindItKnow() throws Exception {
        Live ends = Live.of(1).emit(0, 5_000);
        Live goesOn = Live.of(1).emit(0, 1_000);
        ends.close();
        Graph graph = Pipeline.of("two", p -> {
                    EventStream<Long> counts = p.from("ends", ends)
                            .keyBy(Item::key)
                            .window(Windows.tumbling(Duration.ofSeconds(1)))
                            .aggregate("first", count());
                    counts.union(p.from("goes on", goesOn).map(Item::id))
                            .keyBy(n -> "all")
                            .window(Windows.tumbling(Duration.ofSeconds(10)))
                            .aggregate("windows", count())
                            .panes()
                            .to("panes", panes);
                })
                .graph();
        host = InlineHost.open(graph, clock, null);
        host.drain();
        Snapshot snapshot = host.snapshot();
        host.close();
        host = InlineHost.open(graph, clock, snapshot);
        goesOn.emit(0, 10_000);
        host.drain();
        assertThat(closed()).containsExactly("0:2");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 4})
    void whenOnThreads_thenAnIdlePartitionHoldsNothingBackAndTheClockCloses(int parallelism) throws Exception {
        Live source = Live.of(5).emit(0, 0).emit(1, 0);
        Collector<Long> counts = new Collector<>();
        Graph graph = Pipeline.of(
                        "threads",
                        p -> p.from("events", source)
                                .keyBy(Item::id)
                                .window(Windows.tumbling(Duration.ofSeconds(10)))
                                .aggregate("first", count())
                                .keyBy(n -> n)
                                .window(Windows.tumbling(Duration.ofSeconds(10)))
                                .aggregate("second", count())
                                .to("counts", counts))
                .graph();
        RunningJob job = RunningJob.start(graph, parallelism, clock, null);
        await().until(() -> job.metrics().step("events").in() == 2);
        clock.advance(Duration.ofSeconds(9));
        source.emit(1, 12_000).emit(1, 25_000);
        await().until(() -> job.metrics().step("events").in() == 4);
        await().during(Duration.ofMillis(100)).until(() -> counts.values().isEmpty());
        clock.advance(Duration.ofSeconds(2));
        await().until(() -> counts.values().size() == 2);
        clock.advance(Duration.ofSeconds(20)); // 31 s since the event of time 0 in the slowest
        await().until(() -> counts.values().size() == 3);
        source.close();
        job.awaitCompletion();
        assertThat(counts.values()).hasSize(3);
    }
}
