// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.leat.EventStream;
import io.leat.Job;
import io.leat.Leat;
import io.leat.Pipeline;
import io.leat.PipelineBuilder;
import io.leat.aggregate.Aggregates;
import io.leat.codec.Codec;
import io.leat.connector.Sink;
import io.leat.connector.memory.Collector;
import io.leat.connector.memory.Generator;
import io.leat.connector.memory.Push;
import io.leat.engine.store.KeyGroups;
import io.leat.metric.JobMetrics;
import io.leat.metric.WorkerMetrics;
import io.leat.window.Windows;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * What threads do with their time: one that waits for room is blocked, one that works, or is held up by a sink, is busy. The source
 * is read by thread 0; the keys of a step are those of the thread that is to have it, and the sink, the step number 4 or 5, is in
 * thread 4 % 3 or 5 % 3.
 */
@Timeout(60)
class WorkerTimeTest {
    private static final Duration WATCHED = Duration.ofMillis(1_500);
    private static final Duration DAY = Duration.ofDays(1);
    private static final int WORKERS = 3;
    private static final long SLOW_NANOS = 200_000;

    private final Push<Long> push = Push.of(Long.class).timedByMillis(number -> number);
    private final AtomicLong arrived = new AtomicLong();

    private static EventStream<Long> numbers(PipelineBuilder p) {
        return p.from("numbers", Generator.of(Long.MAX_VALUE, i -> i).timedByMillis(i -> i));
    }

    /** Returns the smallest keys that a thread has. */
    private static List<Long> keysOf(int worker, int count) {
        Codec<Long> keys = Codec.of(Long.class);
        return LongStream.range(0, Long.MAX_VALUE)
                .filter(key -> KeyGroups.owner(KeyGroups.of(keys.hash(key)), WORKERS) == worker)
                .limit(count)
                .boxed()
                .toList();
    }

    /** Passes records on in a thread. */
    private static EventStream<Long> through(int worker, EventStream<Long> records) {
        long key = keysOf(worker, 1).get(0);
        return records.keyBy(Long.class, number -> key).latest("through " + worker, DAY);
    }

    private void computes(Object record) {
        arrived.incrementAndGet();
        long until = System.nanoTime() + SLOW_NANOS;
        while (System.nanoTime() - until < 0) {
            Thread.onSpinWait();
        }
    }

    private void waits(Object record) {
        arrived.incrementAndGet();
        LockSupport.parkNanos(SLOW_NANOS);
    }

    /** What each thread has done for a while, in parts of 1. */
    private record Parts(JobMetrics before, JobMetrics after) {
        double busy(int worker) {
            return part(worker, WorkerMetrics::busy);
        }

        double blocked(int worker) {
            return part(worker, WorkerMetrics::blocked);
        }

        private double part(int worker, Function<WorkerMetrics, Duration> of) {
            Duration spent = of.apply(after.workers().get(worker))
                    .minus(of.apply(before.workers().get(worker)));
            return (double) spent.toNanos()
                    / after.elapsed().minus(before.elapsed()).toNanos();
        }
    }

    /** Runs a job until its slow end has got some records, and watches it for a while then. */
    private Parts watch(Pipeline.Definition definition) throws Exception {
        try (Leat leat = Leat.inMemory(options -> options.parallelism(WORKERS))) {
            Job job = leat.start(Pipeline.of("slow", definition));
            await().until(() -> arrived.get() > 300);
            JobMetrics before = job.metrics();
            Thread.sleep(WATCHED.toMillis()); // it is time that is measured
            return new Parts(before, job.metrics());
        }
    }

    private static void assertBlocked(Parts parts, int worker) {
        assertThat(parts.blocked(worker)).as("blocked, " + worker).isBetween(0.7, 1.05);
        assertThat(parts.busy(worker)).as("busy, " + worker).isLessThan(0.3);
    }

    private static void assertBusy(Parts parts, int worker) {
        assertThat(parts.busy(worker)).as("busy, " + worker).isBetween(0.9, 1.05);
        assertThat(parts.blocked(worker)).as("blocked, " + worker).isLessThan(0.1);
    }

    private static void assertAtRest(Parts parts, int worker) {
        assertThat(parts.busy(worker)).as("busy, " + worker).isLessThan(0.5);
        assertThat(parts.blocked(worker)).as("blocked, " + worker).isZero();
    }

    @Test
    void whenOneComputes_thenItIsBusyAndItsReaderBlocked() throws Exception {
        Parts parts = watch(p -> through(1, numbers(p)).peek(this::computes).to("out", new Collector<>()));
        assertBlocked(parts, 0);
        assertBusy(parts, 1);
        assertAtRest(parts, 2);
    }

    @Test
    void whenSinkWaits_thenItsThreadIsBusyAndTheReaderBlocked() throws Exception {
        Parts parts = watch(p -> through(1, numbers(p)).map(number -> number).to("out", Sink.of(this::waits)));
        assertBlocked(parts, 0);
        assertBusy(parts, 1);
        assertAtRest(parts, 2);
    }

    @Test
    void whenThreadCannotReadWhatOthersSend_thenItIsBlockedToo() throws Exception {
        Parts parts = watch(p -> through(2, through(1, numbers(p))).to("out", Sink.of(this::waits)));
        assertBlocked(parts, 0);
        assertBlocked(parts, 1);
        assertBusy(parts, 2);
    }

    @Test
    void whenResultsOfWindowsHaveNoRoom_thenTheirThreadIsBlocked() throws Exception {
        List<Long> keys = keysOf(1, 30_000);
        push.emitAll(keys);
        push.emit(DAY.toMillis() + keys.get(0)); // which ends the window
        Parts parts = watch(p -> through(
                        2,
                        p.from("numbers", push)
                                .keyBy(Long.class, number -> number)
                                .window(Windows.tumbling(DAY))
                                .aggregate("window", Aggregates.maxLong(Long::longValue)))
                .to("out", Sink.of(this::waits)));
        assertAtRest(parts, 0);
        assertBlocked(parts, 1);
        assertBusy(parts, 2);
    }
}
