// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat;

import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.leat.aggregate.Aggregates;
import io.leat.connector.Sink;
import io.leat.connector.Source;
import io.leat.connector.memory.Collector;
import io.leat.failure.DeadLetter;
import io.leat.window.Windows;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Jobs that read a stream processor, and feed one. */
@Timeout(60)
class StreamProcessorSourceTest {
    private static final int ROOM = 65_536;

    private final Leat leat = Leat.inMemory();
    private final StreamProcessor stream = StreamProcessor.named("live", o -> o.withoutSkewGuard());

    @AfterEach
    void close() {
        leat.close();
        stream.close();
    }

    record Visit(String user, Instant start, long events) {}

    @Test
    void whenAJobReads_thenItGetsWhatComesOutFromItsStartOn() throws Exception {
        stream.filter(e -> e.getLong("n", 0) != 3).map(e -> e.with("n", e.getLong("n", 0) * 10));
        stream.emit("before", Map.of("n", 1));
        Collector<Long> out = new Collector<>();
        Job job = leat.start(Pipeline.of(
                "numbers",
                p -> p.from("events", stream.asSource())
                        .map(e -> e.getLong("n", 0))
                        .to("out", out)));

        for (int n = 2; n < 5; n++) {
            stream.emit("e", Map.of("n", n));
        }
        stream.close();
        job.awaitCompletion();

        assertThat(out.values()).containsExactly(20L, 40L);
    }

    @Test
    void whenAJobHasWindows_thenByTheEventsTime() throws Exception {
        Collector<Visit> out = new Collector<>();
        Job job = leat.start(Pipeline.of(
                "visits",
                p -> p.from("events", stream.asSource())
                        .keyBy(e -> e.getString("user", "?"))
                        .window(Windows.session(ofMinutes(5)))
                        .aggregate(
                                "visit",
                                Aggregates.row(
                                        Visit.class,
                                        Visit::new,
                                        Aggregates.key(),
                                        Aggregates.windowStart(),
                                        Aggregates.count()))
                        .to("out", out)));

        for (long minute : new long[] {0, 1, 7}) {
            stream.emit(new Event("e", Map.of("user", "ann"), null, Instant.EPOCH.plusSeconds(60 * minute)));
        }
        stream.close();
        job.awaitCompletion();

        assertThat(out.values())
                .containsExactly(
                        new Visit("ann", Instant.EPOCH, 2), new Visit("ann", Instant.EPOCH.plusSeconds(420), 1));
    }

    @Test
    void whenSeveralJobsRead_thenEachGetsEverything() throws Exception {
        Collector<Event> first = new Collector<>();
        Collector<Event> second = new Collector<>();
        var source = stream.asSource();
        Job one = leat.start(Pipeline.of("one", p -> p.from("events", source).to("out", first)));
        stream.emit("a", Map.of());
        Job two = leat.start(Pipeline.of("two", p -> p.from("events", source).to("out", second)));
        stream.emit("b", Map.of());
        stream.close();
        one.awaitCompletion();
        two.awaitCompletion();

        assertThat(first.values()).extracting(Event::id).containsExactly("a", "b");
        assertThat(second.values()).extracting(Event::id).containsExactly("b");
    }

    @Test
    void whenAJobHasEnded_thenNobodyWaitsForIt() throws Exception {
        Job job = leat.start(
                Pipeline.of("gone", p -> p.from("events", stream.asSource()).to("out", Sink.of(e -> {}))));
        job.cancel();
        job.await(ofSeconds(20));

        for (int i = 0; i < 3 * ROOM; i++) {
            stream.emit("e", Map.of());
        }

        assertThat(stream.metrics().sinkFailures()).isZero();
    }

    @Test
    void whenAJobIsBehind_thenEmitWaitsUntilItReadsOn() throws Exception {
        CountDownLatch go = new CountDownLatch(1);
        AtomicInteger read = new AtomicInteger();
        leat.start(Pipeline.of(
                "slow",
                p -> p.from("events", stream.asSource()).to("out", Sink.of(e -> {
                    go.await();
                    read.incrementAndGet();
                }))));
        AtomicInteger emitted = new AtomicInteger();
        int all = ROOM + 5_000;
        Thread emitter = new Thread(() -> {
            for (int i = 0; i < all; i++) {
                stream.emit("e", Map.of());
                emitted.incrementAndGet();
            }
        });
        emitter.start();

        await().until(() -> emitter.getState() == Thread.State.TIMED_WAITING && emitted.get() >= ROOM);
        assertThat(emitted.get()).isLessThan(all);
        assertThat(stream.metrics().eventsProcessed()).isEqualTo(emitted.get()); // reading does not wait
        go.countDown();
        emitter.join();

        await().untilAsserted(() -> assertThat(read.get()).isEqualTo(all));
        assertThat(stream.metrics().sinkFailures()).isZero();
    }

    @Test
    void whenEmittedInsideAFunctionAndThereIsNoRoom_thenADeadLetter() throws Exception {
        CountDownLatch go = new CountDownLatch(1);
        leat.start(Pipeline.of("stuck", p -> p.from("events", stream.asSource()).to("out", Sink.of(e -> go.await()))));
        var feeder = StreamProcessor.named("feeder").sink(e -> {
            for (int i = 0; i < 3 * ROOM; i++) {
                stream.emit("e", Map.of());
            }
        });

        feeder.emit("start", Map.of());

        assertThat(stream.metrics().eventsProcessed()).isEqualTo(3 * ROOM);
        assertThat(stream.metrics().sinkFailures()).isBetween((long) ROOM - 1_000, (long) ROOM);
        assertThat(stream.deadLetters().get(0))
                .returns("asSource", DeadLetter::step)
                .satisfies(letter -> assertThat(letter.reason()).contains("does not keep up"));
        go.countDown();
    }

    @Test
    void whenAJobFeedsAProcessor_thenByASink() throws Exception {
        Job job = leat.start(Pipeline.of(
                "in", p -> p.from("list", Source.of("a", "b")).to("out", Sink.of(id -> stream.emit(id, Map.of())))));
        job.awaitCompletion();

        assertThat(stream.recentEvents(9)).extracting(Event::id).containsExactly("a", "b");
    }

    @Test
    void whenAJobReadsWhatItFeeds_thenItGoesRound() throws Exception {
        leat.start(Pipeline.of(
                "loop",
                p -> p.from("events", stream.asSource())
                        .filter(e -> e.getLong("n", 0) < 1_000)
                        .to("back", Sink.of(e -> stream.emit("e", Map.of("n", e.getLong("n", 0) + 1))))));

        stream.emit("e", Map.of("n", 1));

        await().untilAsserted(
                        () -> assertThat(stream.metrics().eventsProcessed()).isEqualTo(1_000));
    }
}
