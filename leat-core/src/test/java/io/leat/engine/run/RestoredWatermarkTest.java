// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.engine.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.leat.Pipeline;
import io.leat.aggregate.Aggregates;
import io.leat.connector.memory.Collector;
import io.leat.connector.memory.Push;
import io.leat.engine.Item;
import io.leat.engine.checkpoint.Snapshot;
import io.leat.engine.checkpoint.Standing;
import io.leat.window.Windows;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Workers may have fired up to different watermarks, since which of two inputs came first when one of them was idle is not the
 * same on all. A restart gives each key group the watermark it had.
 */
@Timeout(60)
class RestoredWatermarkTest {
    private static final long AHEAD = 100;
    private static final String ON_AHEAD = EpochBarrierTest.wordOf("ahead", 0);
    private static final String ON_BEHIND = EpochBarrierTest.wordOf("behind", 1);

    private final Push<Item> events = Push.of(Item.class).timedByMillis(Item::time);
    private final Collector<String> out = new Collector<>();
    private final Pipeline pipeline = Pipeline.of(
            "restored",
            p -> p.from("events", events)
                    .keyBy(String.class, Item::key)
                    .window(Windows.tumbling(Duration.ofMillis(10)))
                    .aggregate("keys", Aggregates.<String>key())
                    .keyBy(String.class, key -> key)
                    .window(Windows.tumbling(Duration.ofMillis(10)))
                    .aggregate("again", Aggregates.<String>key())
                    .to("out", out));

    /** A snapshot with an event of {@link #ON_BEHIND} in a window, in which worker 0 of two is ahead. */
    private Snapshot snapshot() throws Exception {
        RunningJob job = RunningJob.start(pipeline.graph(), 2, InstantSource.system(), null);
        events.emit(new Item(1, ON_BEHIND, 5));
        await().until(() -> job.metrics().step("keys").in() == 1);
        Snapshot taken = job.snapshot().get(20, TimeUnit.SECONDS);
        job.cancel();
        assertThat(job.await(Duration.ofSeconds(20))).isTrue();
        Standing standing = taken.standing();
        List<Standing.Reached> keys = standing.reached().get("keys").stream()
                .map(here ->
                        here.groups().contains(0) ? new Standing.Reached(here.groups(), AHEAD, here.timers()) : here)
                .toList();
        Map<String, List<Standing.Reached>> reached = new TreeMap<>(standing.reached());
        reached.put("keys", keys);
        Standing ahead = new Standing(
                reached,
                standing.partitions(),
                standing.sinks(),
                standing.counts(),
                standing.replayed(),
                standing.signatures(),
                standing.classes());
        return new Snapshot(taken.epoch(), taken.groups(), ahead, taken.types());
    }

    private RunningJob finished(Snapshot from, int parallelism) throws InterruptedException {
        RunningJob job = RunningJob.start(pipeline.graph(), parallelism, InstantSource.system(), from);
        events.emit(new Item(2, ON_BEHIND, 25));
        events.emit(new Item(3, ON_AHEAD, 25));
        events.close();
        job.awaitCompletion();
        return job;
    }

    @Test
    void whenRestored_thenWhatIsLateForOneWorkerIsNotSoForAnother() throws Exception {
        RunningJob job = finished(snapshot(), 2);
        assertThat(out.values()).containsExactlyInAnyOrder(ON_BEHIND, ON_BEHIND);
        assertThat(job.metrics().step("keys").late())
                .as("behind what has fired")
                .isOne();
    }

    @Test
    void whenOneWorkerTakesBothOver_thenWhatIsOverdueFiresAndIsNotLateFurtherOn() throws Exception {
        RunningJob job = finished(snapshot(), 1);
        assertThat(out.values()).as("the window that was open").containsExactly(ON_BEHIND);
        assertThat(job.metrics().step("again").late()).isZero();
        assertThat(job.metrics().step("keys").late())
                .as("no window fires twice")
                .isEqualTo(2);
    }
}
