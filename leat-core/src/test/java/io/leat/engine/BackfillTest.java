// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.engine;

import static io.leat.aggregate.Aggregates.collect;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.leat.Pipeline;
import io.leat.WindowResults;
import io.leat.connector.Source;
import io.leat.connector.memory.Collector;
import io.leat.connector.memory.Push;
import io.leat.engine.checkpoint.Snapshot;
import io.leat.engine.run.InlineHost;
import io.leat.engine.run.RunningJob;
import io.leat.graph.Graph;
import io.leat.time.ManualClock;
import io.leat.time.Watermarks;
import io.leat.window.WindowResult;
import io.leat.window.Windows;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A history and what follows it, as one source with one watermark. Windows of ten milliseconds. */
@Timeout(60)
class BackfillTest {
    private static final int PLENTY = 10_000;

    private final ManualClock clock = ManualClock.at(InlineRun.NOW);
    private final Collector<WindowResult<String, List<Item>>> panes = new Collector<>();
    private final Collector<Item> late = new Collector<>();

    private Graph graph(Source<Item> source, Watermarks watermarks) {
        return Pipeline.of("backfill", p -> {
                    WindowResults<String, Item, List<Item>> results = p.from("events", source, watermarks)
                            .keyBy(Item::key)
                            .window(Windows.tumbling(Duration.ofMillis(10)))
                            .aggregate("windows", collect(PLENTY));
                    results.panes().to("panes", panes);
                    results.late().to("late", late);
                })
                .graph();
    }

    private static Source<Item> history(List<List<Item>> partitions) {
        return new Trickle<>(partitions).timedByMillis(Item::time);
    }

    private static List<Item> items(long... times) {
        return LongStream.of(times).mapToObj(t -> InlineRun.at(t, t)).toList();
    }

    private List<String> closed() {
        return panes.values().stream()
                .map(w -> w.start().toEpochMilli() + ":" + w.value().size())
                .toList();
    }

    // ---- the seam -------------------------------------------------------------------------------------------------

    @Test
    void whenTheHistoryEnds_thenTheLiveSideGoesOnAndNoWindowIsCutAtTheSeam() throws Exception {
        Live live = Live.of(2).emit(0, 27).emit(1, 28);
        Source<Item> source = history(List.of(items(1, 12, 21), items(2, 25))).followedBy(live);
        try (InlineHost host = InlineHost.open(graph(source, Watermarks.monotone()), clock, null)) {
            assertThat(live.opened()).as("from the start").isEqualTo(2);
            host.drain();
            assertThat(closed()).as("the window of the seam is open").containsExactly("0:2", "10:1");
            assertThat(host.hasEnded()).isFalse();
            live.emit(0, 31).emit(1, 30);
            host.drain();
            assertThat(closed()).containsExactly("0:2", "10:1", "20:4");
            live.close();
            host.drain();
            assertThat(closed()).containsExactly("0:2", "10:1", "20:4", "30:2");
            assertThat(late.values()).isEmpty();
            assertThat(host.hasEnded()).isTrue();
        }
    }

    @Test
    void whenTheHistoryIsRead_thenNothingLiveIsReadAndTheWatermarkIsTheHistorys() throws Exception {
        Live live = Live.of(1).emit(0, 100);
        List<Item> read = new ArrayList<>();
        Source<Item> source = history(List.of(items(1, 12, 21), items(2, 25))).followedBy(live);
        Graph graph = Pipeline.of(
                        "order",
                        p -> p.from("events", source)
                                .peek(read::add)
                                .keyBy(Item::key)
                                .window(Windows.tumbling(Duration.ofMillis(10)))
                                .aggregate("windows", collect(PLENTY))
                                .to("out", new Collector<>()))
                .graph();
        try (InlineHost host = InlineHost.open(graph, clock, null)) {
            long before = Long.MIN_VALUE;
            while (host.step()) {
                long now = host.metrics().step("windows").watermark();
                assertThat(now).as("never back, never to the end").isBetween(before, 99L);
                before = now;
            }
            assertThat(read).extracting(Item::time).containsExactly(1L, 2L, 12L, 25L, 21L, 100L);
            assertThat(before).isEqualTo(99);
        }
    }

    @Test
    void whenTheHistoryHasEnded_thenTheLiveSideBeginsWithTheWatermarkOfItsFurthestPartition() throws Exception {
        Live live = Live.of(2);
        Source<Item> source = history(List.of(items(1), items(2, 45))).followedBy(live);
        try (InlineHost host =
                InlineHost.open(graph(source, Watermarks.outOfOrder(Duration.ofMillis(5))), clock, null)) {
            host.drain();
            assertThat(host.metrics().step("windows").watermark()).isEqualTo(39);
            assertThat(closed()).as("without a live event").containsExactly("0:2");
            live.emit(0, 39).emit(0, 40).emit(1, 29);
            host.drain();
            assertThat(late.values())
                    .as("behind the bound")
                    .extracting(Item::time)
                    .containsExactly(39L, 29L);
        }
    }

    @Test
    void whenAnotherSourceIsFurther_thenItDoesNotRunAheadOfTheSeam() throws Exception {
        Live live = Live.of(1);
        Source<Item> source = history(List.of(items(1, 15))).followedBy(live);
        Source<Item> other = Source.of(items(5, 1_000)).timedByMillis(Item::time);
        Graph graph = Pipeline.of(
                        "two",
                        p -> p.from("events", source)
                                .union(p.from("other", other))
                                .keyBy(Item::key)
                                .window(Windows.tumbling(Duration.ofMillis(10)))
                                .aggregate("windows", collect(PLENTY))
                                .panes()
                                .to("panes", panes))
                .graph();
        try (InlineHost host = InlineHost.open(graph, clock, null)) {
            host.drain();
            live.emit(0, 16);
            host.drain();
            assertThat(closed()).containsExactly("0:2");
            live.emit(0, 22);
            host.drain();
            assertThat(closed()).containsExactly("0:2", "10:2");
        }
    }

    @Test
    void whenTheHistoryIsSilent_thenItIsNotIdleAndAfterItTheLiveSideIs() throws Exception {
        Live old = Live.slowReplay(1).emit(0, 1);
        Live live = Live.of(2);
        try (InlineHost host = InlineHost.open(graph(old.followedBy(live), Watermarks.monotone()), clock, null)) {
            host.drain();
            clock.advance(Duration.ofSeconds(100));
            host.drain();
            assertThat(host.metrics().step("windows").watermark()).isZero();
            old.close();
            host.drain();
            live.emit(0, 100);
            clock.advance(Duration.ofSeconds(9));
            host.drain();
            assertThat(host.metrics().step("windows").watermark())
                    .as("one partition is silent")
                    .isZero();
            clock.advance(Duration.ofSeconds(1));
            live.emit(0, 101);
            host.drain();
            assertThat(host.metrics().step("windows").watermark()).isEqualTo(100);
        }
    }

    @Test
    void whenTheHistoryLiesInTheFuture_thenTheSkewGuardIsTheLiveSidesOnly() throws Exception {
        long ahead = InlineRun.NOW.plus(Duration.ofHours(2)).toEpochMilli();
        Live live = Live.of(1).emit(0, ahead + 1);
        Source<Item> source = history(List.of(items(1, ahead))).followedBy(live);
        try (InlineHost host = InlineHost.open(graph(source, Watermarks.monotone()), clock, null)) {
            host.drain();
            assertThat(host.deadLetters()).hasSize(1);
            assertThat(host.deadLetters().get(0).origin()).isEqualTo("live/p0");
            assertThat(host.metrics().step("events").failed()).isEqualTo(1);
        }
    }

    @Test
    void whenTheLiveSideIsAPush_thenWhatIsEmittedMeanwhileIsKept() throws Exception {
        Push<Item> push = Push.of(Item.class).timedByMillis(Item::time);
        Source<Item> source = history(List.of(items(1, 12))).followedBy(push);
        push.emit(InlineRun.at(13, 13));
        RunningJob job = RunningJob.start(graph(source, Watermarks.monotone()), 2, InstantSource.system(), null);
        push.emit(InlineRun.at(14, 14));
        await().until(() -> job.metrics().step("events").in() == 4);
        push.emit(InlineRun.at(25, 25));
        push.close();
        job.awaitCompletion();
        assertThat(closed()).containsExactly("0:1", "10:3", "20:1");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 4})
    void whenTheHistoryHasNotEndedOnAnyThread_thenNothingLiveIsRead(int parallelism) throws Exception {
        Live old = Live.slowReplay(2).emit(0, 1).emit(1, 2);
        Live live = Live.of(4).emit(0, 5).emit(1, 6).emit(2, 7).emit(3, 8);
        RunningJob job = RunningJob.start(
                graph(old.followedBy(live), Watermarks.monotone()), parallelism, InstantSource.system(), null);
        await().until(() -> job.metrics().step("events").in() == 2);
        await().during(Duration.ofMillis(100))
                .until(() -> job.metrics().step("events").in() == 2);
        old.close();
        live.close();
        job.awaitCompletion();
        assertThat(closed()).containsExactly("0:6");
    }

    // ---- restarts -------------------------------------------------------------------------------------------------

    @Test
    void whenRestoredAtAnyPoint_thenNothingIsLostOrDoubled() throws Exception {
        Live live = Live.of(2)
                .emit(0, 26)
                .emit(0, 38)
                .emit(0, 55)
                .emit(1, 27)
                .emit(1, 36)
                .emit(1, 52);
        live.close();
        Source<Item> source = history(List.of(items(1, 12, 21), items(2, 25))).followedBy(live);
        Graph graph = graph(source, Watermarks.monotone());
        List<String> expected = List.of("0:2", "10:1", "20:4", "30:2", "50:2");
        int steps = 0;
        while (steps < PLENTY) {
            panes.clear();
            InlineHost host = InlineHost.open(graph, clock, null);
            boolean any = true;
            for (int i = 0; i < steps && any; i++) {
                any = host.step();
            }
            Snapshot snapshot = host.snapshot();
            host.close();
            host = InlineHost.open(graph, clock, snapshot);
            host.drain();
            assertThat(host.hasEnded()).isTrue();
            host.close();
            assertThat(closed()).as("restored after step " + steps).isEqualTo(expected);
            assertThat(late.values()).isEmpty();
            if (!any) {
                break;
            }
            steps++;
        }
        assertThat(steps).as("events, and the ends of partitions").isGreaterThan(11);
    }

    /** Events across the seam at random, on threads, restarted in the middle with another parallelism. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 4})
    void whenOnThreadsAndRestarted_thenAllIsThereOnce(int parallelism) throws Exception {
        long seed = new Random().nextLong();
        Random random = new Random(seed);
        Live live = Live.of(3);
        List<List<Item>> past = new ArrayList<>();
        TreeMap<Long, Integer> expected = new TreeMap<>();
        for (int i = 0; i < 3; i++) {
            List<Item> partition = new ArrayList<>();
            for (long time = random.nextInt(50); time < 3_000; time += random.nextInt(8)) {
                partition.add(new Item(time, "k" + random.nextInt(20), time));
                expected.merge(time / 10 * 10, 1, Integer::sum);
            }
            past.add(partition);
            for (long time = 3_000L + random.nextInt(50); time < 5_000; time += random.nextInt(8)) {
                live.emit(i, new Item(time, "k" + random.nextInt(20), time));
                expected.merge(time / 10 * 10, 1, Integer::sum);
            }
        }
        Graph graph = graph(history(past).followedBy(live), Watermarks.monotone());
        RunningJob job = RunningJob.start(graph, parallelism, clock, null);
        int enough = random.nextInt(1_000);
        await().until(() -> job.metrics().step("events").in() >= enough);
        Snapshot snapshot = job.snapshot().get();
        job.cancel();
        job.await(Duration.ofSeconds(10));
        // what came out behind the snapshot comes again: results go by window and key, so the later one takes its place
        live.close();
        RunningJob second = RunningJob.start(graph, 1 + random.nextInt(4), clock, snapshot);
        second.awaitCompletion();
        TreeMap<String, WindowResult<String, List<Item>>> byWindow = new TreeMap<>();
        panes.values().forEach(w -> byWindow.merge(w.start().toEpochMilli() + w.key(), w, BackfillTest::same));
        TreeMap<Long, Integer> counted = new TreeMap<>();
        byWindow.values()
                .forEach(w -> counted.merge(w.start().toEpochMilli(), w.value().size(), Integer::sum));
        assertThat(counted).as("seed " + seed).isEqualTo(expected);
        assertThat(late.values()).as("seed " + seed).isEmpty();
    }

    private static WindowResult<String, List<Item>> same(
            WindowResult<String, List<Item>> one, WindowResult<String, List<Item>> other) {
        assertThat(other.value()).containsExactlyInAnyOrderElementsOf(one.value());
        return one;
    }

    // ---- what it is -----------------------------------------------------------------------------------------------

    @Test
    void whenTimedAfterwards_thenBothSidesAreAndThePushIsTheSame() throws Exception {
        Push<Item> push = Push.of(Item.class);
        Source<Item> source = history(List.of(items(1))).followedBy(push).timedByMillis(item -> item.time() + 100);
        push.emit(InlineRun.at(2, 2));
        push.close();
        Collector<Object> out = new Collector<>();
        InlineRun.of(p -> p.from("events", source).map(Item::id).to("out", out));
        assertThat(out.timed()).containsExactly(new Collector.Collected<>(1L, 101), new Collector.Collected<>(2L, 102));
    }

    @Test
    void whenDescribed_thenBothSides() {
        Source<Item> source = history(List.of(items(1))).followedBy(Live.of(1));
        assertThat(source).hasToString("Trickle, then live");
        assertThat(source.type()).isEqualTo(Item.class);
    }

    @Test
    void whenTheLiveSideComesFirst_thenRefused() {
        assertThatThrownBy(() -> Live.of(1).followedBy(Live.of(1)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("source 'live' is live, so nothing can follow its end: "
                        + "the source that ends comes first, bounded.followedBy(live)");
    }

    @Test
    void whenWhatFollowsIsNotLive_thenRefused() {
        Source<Item> bounded = history(List.of(items(1)));
        assertThatThrownBy(() -> bounded.followedBy(bounded))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("source 'Trickle' is not live, so it needs no seam: "
                        + "give a live source, or read two bounded ones with union");
    }

    @Test
    void whenOneOfThemDoesNotKnowItsTime_thenRefused() {
        Source<Item> untimed = new Trickle<>(List.of(items(1)));
        assertThatThrownBy(() -> untimed.followedBy(Live.of(1)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("source 'Trickle' does not know its events' time, by which a history and its sequel are "
                        + "put together: add .timedBy(event -> …) to it");
    }

    @Test
    void whenWhatFollowsHasAHistory_thenRefused() {
        Source<Item> bounded = history(List.of(items(1)));
        assertThatThrownBy(() -> bounded.followedBy(bounded.followedBy(Live.of(1))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("source 'Trickle, then live' is a history with its sequel already: "
                        + "only one history and one live source make one");
    }
}
