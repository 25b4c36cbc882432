// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.engine;

import static io.leat.aggregate.Aggregates.count;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.leat.Job;
import io.leat.Leat;
import io.leat.Pipeline;
import io.leat.connector.Result;
import io.leat.connector.Sink;
import io.leat.connector.SinkContext;
import io.leat.connector.Source;
import io.leat.connector.TransactionalSink;
import io.leat.connector.Transactions;
import io.leat.connector.UnavailableException;
import io.leat.connector.memory.Collector;
import io.leat.engine.run.InlineHost;
import io.leat.failure.JobFailedException;
import io.leat.time.ManualClock;
import io.leat.time.Watermarks;
import io.leat.window.WindowResult;
import io.leat.window.Windows;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What cannot be reached for now is tried again for as long as the job has patience, not only five times. */
@Timeout(60)
class OutageTest {
    private static final Duration SHORT = Duration.ofMillis(300);

    private static UnavailableException down() {
        return new UnavailableException("the database at 127.0.0.1:9 does not answer", null);
    }

    // ---- sources --------------------------------------------------------------------------------------------------

    @Test
    void whenASourceIsUnreachable_thenItGoesOnBehindWhatItHasGiven() throws InterruptedException {
        Live source = Live.of(1);
        Collector<Item> out = new Collector<>();
        try (Leat leat = Leat.inMemory()) {
            Job job = leat.start(Pipeline.of(
                    "outage",
                    p -> p.from("events", source, Watermarks.outOfOrder(Duration.ZERO))
                            .to("out", out)));
            source.emit(0, 1);
            await().until(() -> out.values().size() == 1);
            source.unavailable(true);
            source.emit(0, 2);
            Thread.sleep(1_500); // longer than five attempts take
            assertThat(job.status()).isEqualTo(Job.Status.RUNNING);
            assertThat(out.values()).hasSize(1);
            source.unavailable(false);
            source.close();
            job.awaitCompletion();
            assertThat(out.values()).hasSize(2);
            assertThat(source.opened()).isEqualTo(1);
        }
    }

    @Test
    void whenASourceStaysUnreachable_thenTheJobStopsWithTheCause() {
        Live source = Live.of(1);
        source.unavailable(true);
        try (Leat leat = Leat.inMemory(options -> options.patience(SHORT))) {
            Job job = leat.start(Pipeline.of(
                    "outage",
                    p -> p.from("events", source, Watermarks.outOfOrder(Duration.ZERO))
                            .to("out", new Collector<>())));
            assertThatThrownBy(job::awaitCompletion)
                    .isInstanceOf(JobFailedException.class)
                    .hasMessageContaining("events")
                    .hasMessageContaining("the broker at 127.0.0.1:9 does not answer; tried again for PT0.3S");
        }
    }

    /** "A live source that was empty when polled for its idle timeout": one that cannot be reached was not polled. */
    @Test
    void whenASourceIsUnreachable_thenItIsNotIdle() throws IOException {
        Live source = Live.of(2);
        ManualClock clock = ManualClock.at(InlineRun.NOW);
        Collector<WindowResult<String, Long>> panes = new Collector<>();
        Watermarks watermarks = Watermarks.outOfOrder(Duration.ZERO).idleAfter(Duration.ofSeconds(5));
        try (InlineHost host = InlineHost.open(
                Pipeline.of(
                                "outage",
                                p -> p.from("events", source, watermarks)
                                        .keyBy(Item::key)
                                        .window(Windows.tumbling(Duration.ofSeconds(10)))
                                        .aggregate("windows", count())
                                        .panes()
                                        .to("panes", panes))
                        .graph(),
                clock,
                null)) {
            source.emit(0, 1_000).emit(1, 2_000);
            host.drain();
            source.unavailable(true);
            for (int i = 0; i < 60; i++) {
                clock.advance(Duration.ofSeconds(1));
                host.drain();
            }
            assertThat(panes.values()).isEmpty();
        }
    }

    // ---- sinks ----------------------------------------------------------------------------------------------------

    @Test
    void whenASinkIsUnreachable_thenEachResultIsWrittenWhenItCanBe() throws InterruptedException {
        AtomicInteger failures = new AtomicInteger(6);
        List<Integer> written = new CopyOnWriteArrayList<>();
        Sink<Integer> sink = Sink.of(value -> {
            if (value == 2 && failures.getAndDecrement() > 0) {
                throw down();
            }
            written.add(value);
        });
        try (Leat leat = Leat.inMemory()) {
            leat.start(Pipeline.of(
                            "outage", p -> p.from("numbers", Source.of(1, 2, 3)).to("out", sink)))
                    .awaitCompletion();
        }
        assertThat(written).containsExactly(1, 2, 3);
        assertThat(failures).hasValue(-1);
    }

    @Test
    void whenASinkStaysUnreachable_thenTheJobStopsWithTheCause() {
        Sink<Integer> sink = Sink.of(value -> {
            throw down();
        });
        try (Leat leat = Leat.inMemory(options -> options.patience(SHORT))) {
            Job job = leat.start(
                    Pipeline.of("outage", p -> p.from("numbers", Source.of(1)).to("out", sink)));
            assertThatThrownBy(job::awaitCompletion)
                    .hasMessageContaining("the database at 127.0.0.1:9 does not answer; tried again for PT0.3S");
        }
    }

    @Test
    void whenATransactionalSinkIsUnreachable_thenEachEpochIsCommittedOnce(@TempDir Path dir)
            throws InterruptedException {
        Flaky sink = new Flaky();
        try (Leat leat = Leat.open(dir, options -> options.epochs(Duration.ofMillis(20)))) {
            leat.start(Pipeline.of(
                            "outage", p -> p.from("numbers", Source.of(1, 2, 3)).to("out", sink)))
                    .awaitCompletion();
        }
        assertThat(sink.committed).containsExactly(1, 2, 3);
        assertThat(sink.attempts).hasValue(7);
    }

    @Test
    void whenATransactionalSinkIsUnreachableAtTheStart_thenItIsWaitedFor(@TempDir Path dir)
            throws InterruptedException {
        Flaky sink = new Flaky();
        sink.silences.set(3);
        try (Leat leat = Leat.open(dir, options -> options.epochs(Duration.ofMillis(20)))) {
            leat.start(Pipeline.of(
                            "outage", p -> p.from("numbers", Source.of(1, 2, 3)).to("out", sink)))
                    .awaitCompletion();
        }
        assertThat(sink.committed).containsExactly(1, 2, 3);
        assertThat(sink.silences).hasValueLessThan(0);
    }

    /** Is away for the first six attempts, then commits and says that it could not, once. */
    private static final class Flaky extends TransactionalSink<Integer> {
        private final AtomicInteger attempts = new AtomicInteger();
        private final AtomicInteger silences = new AtomicInteger();
        private final List<Integer> committed = new CopyOnWriteArrayList<>();
        private volatile long marker;

        @Override
        public Transactions<Integer> connect(SinkContext context) {
            return new Transactions<>() {
                @Override
                public long committed() throws UnavailableException {
                    if (silences.getAndDecrement() > 0) {
                        throw down();
                    }
                    return marker;
                }

                @Override
                public void commit(long epoch, Iterable<Result<Integer>> results) throws UnavailableException {
                    int attempt = attempts.incrementAndGet();
                    if (attempt <= 6) {
                        throw down();
                    }
                    List<Integer> values = new ArrayList<>();
                    results.forEach(result -> values.add(result.value()));
                    committed.addAll(values);
                    marker = epoch;
                    if (attempt == 7) {
                        throw down();
                    }
                }
            };
        }
    }
}
