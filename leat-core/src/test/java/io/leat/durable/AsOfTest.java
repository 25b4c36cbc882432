// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.durable;

import static io.leat.aggregate.Aggregates.sum;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.leat.Job;
import io.leat.Leat;
import io.leat.Pipeline;
import io.leat.connector.Sink;
import io.leat.connector.Source;
import io.leat.connector.memory.Push;
import io.leat.engine.Item;
import io.leat.history.AsOf;
import io.leat.time.Watermarks;
import io.leat.window.Windows;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How a job stood at some time of arrival. */
class AsOfTest {
    private static final Instant START = Instant.parse("2026-11-01T12:00:00Z");

    @TempDir
    private Path directory;

    private final AtomicLong nowMs = new AtomicLong(START.toEpochMilli());
    private final InstantSource clock = () -> Instant.ofEpochMilli(nowMs.get());
    private final Push<Item> push = Push.of(Item.class).timedByMillis(Item::time);

    private Leat open() {
        return Leat.open(
                directory,
                options -> options.clock(clock).epochs(Duration.ofMillis(2)).history(Duration.ofHours(1)));
    }

    private static Pipeline pipeline(Source<Item> source) {
        return Pipeline.of(
                "sums",
                p -> p.from("items", source, Watermarks.monotone())
                        .keyBy(Item::key)
                        .window(Windows.tumbling(Duration.ofMinutes(10)))
                        .aggregate("sum", sum(Item::id))
                        .to("out", Sink.of(sum -> {})));
    }

    /** The k-th event arrives a minute after the one before, with the time of its arrival, and is worth k. */
    private void emit(Job job, int k) throws InterruptedException {
        nowMs.addAndGet(60_000);
        push.emit(new Item(k, "a", nowMs.get()));
        await().until(() -> job.metrics().step("sum").in() == k);
    }

    private static Instant minute(int k) {
        return START.plusSeconds(60L * k);
    }

    @Test
    void whenAskedForThePast_thenWindowsAndResultsAreAsTheyStoodThen() throws Exception {
        try (Leat leat = open()) {
            Job job = leat.start(pipeline(push));
            for (int k = 1; k <= 25; k++) {
                emit(job, k);
            }
            AsOf early = job.asOf(minute(3).plusSeconds(59));
            assertThat(early.windows("sum")).containsExactly(new AsOf.OpenWindow("a", START, minute(10), 1L + 2 + 3));
            assertThat(early.results("out")).isEmpty();
            AsOf later = job.asOf(minute(21));
            assertThat(later.windows("sum"))
                    .containsExactly(new AsOf.OpenWindow("a", minute(20), minute(30), 20L + 21));
            assertThat(later.arrival()).isEqualTo(minute(21));
        }
    }

    @Test
    void whenASnapshotIsKept_thenItIsBegunThere() throws Exception {
        try (Leat leat = open()) {
            Job job = leat.start(pipeline(push));
            for (int k = 1; k <= 25; k++) {
                emit(job, k);
            }
            await().until(() -> job.asOf(minute(25)).since().isAfter(START));
            AsOf last = job.asOf(minute(25));
            assertThat(last.since()).isBeforeOrEqualTo(minute(25));
            assertThat(last.windows("sum"))
                    .containsExactly(new AsOf.OpenWindow("a", minute(20), minute(30), 20L + 21 + 22 + 23 + 24 + 25));
        }
    }

    /** Windows of ten minutes every four, so that slices are of two, and a sum that has no end. */
    private Pipeline overlapping() {
        return Pipeline.of("overlapping", p -> {
            var items = p.from("items", push, Watermarks.outOfOrder(Duration.ofMinutes(3)))
                    .keyBy(Item::key);
            items.window(Windows.sliding(Duration.ofMinutes(10), Duration.ofMinutes(4)))
                    .allowedLateness(Duration.ofMinutes(2))
                    .finalOnly()
                    .aggregate("sum", sum(Item::id))
                    .to("out", Sink.of(sum -> {}));
            items.running("total", sum(Item::id), Duration.ofDays(1)).to("totals", Sink.of(sum -> {}));
            items.latest("last", Duration.ofDays(1)).to("lasts", Sink.of(last -> {}));
        });
    }

    @Test
    void whenWindowsOverlap_thenEachThatIsOpenIsToldWithAllItsSlices() throws Exception {
        try (Leat leat = open()) {
            Job job = leat.start(overlapping());
            for (int k = 1; k <= 40; k++) {
                emit(job, k);
            }
            for (int k = 1; k <= 40; k++) {
                AsOf then = job.asOf(minute(k));
                assertThat(then.windows("sum"))
                        .as("after minute %d", k)
                        .containsExactlyInAnyOrderElementsOf(openAfter(k));
                assertThat(then.values("total")).containsExactly(Map.entry("a", k * (k + 1) / 2L));
                assertThat(then.values("last"))
                        .containsExactly(
                                Map.entry("a", new Item(k, "a", minute(k).toEpochMilli())));
            }
        }
    }

    /** The windows that hold one of the first events, and are not over at the watermark: the last event's time less three minutes. */
    private static List<AsOf.OpenWindow> openAfter(int k) {
        List<AsOf.OpenWindow> open = new ArrayList<>();
        Instant watermark = minute(k - 3).minusMillis(1);
        for (int start = -8; start <= k; start += 4) {
            boolean over = !minute(start + 10).minusMillis(1).plusSeconds(120).isAfter(watermark);
            long sum = LongStream.rangeClosed(Math.max(1, start), Math.min(k, start + 9))
                    .sum();
            if (!over && sum > 0) {
                open.add(new AsOf.OpenWindow("a", minute(start), minute(start + 10), sum));
            }
        }
        return open;
    }

    @Test
    void whenNamesAreWrong_thenTheMessageTellsThoseThereAre() throws Exception {
        try (Leat leat = open()) {
            Job job = leat.start(pipeline(push));
            emit(job, 1);
            AsOf now = job.asOf(minute(1));
            assertThatThrownBy(() -> now.windows("summ"))
                    .isInstanceOf(NoSuchElementException.class)
                    .hasMessageContaining("'summ'")
                    .hasMessageContaining("[sum]");
        }
    }

    @Test
    void whenASourceHasNoLog_thenItIsRefused() {
        Source<Item> endless = Source.of(new Item(1, "a", 1)).timedByMillis(Item::time);
        try (Leat leat = open()) {
            Job job = leat.start(Pipeline.of("sums", p -> {
                var items = p.from("items", endless, Watermarks.monotone());
                p.from("live", push, Watermarks.monotone()).union(items).to("out", Sink.of(item -> {}));
            }));
            assertThatThrownBy(() -> job.asOf(minute(1)))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("source 'items' keeps no log");
        }
    }

    @Test
    void whenInMemory_thenThereIsNoPast() {
        try (Leat leat = Leat.inMemory()) {
            Job job = leat.start(pipeline(push));
            assertThatThrownBy(() -> job.asOf(START))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("directory");
        }
    }
}
