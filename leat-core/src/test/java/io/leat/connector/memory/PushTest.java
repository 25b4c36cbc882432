// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.connector.memory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.leat.Job;
import io.leat.Leat;
import io.leat.Pipeline;
import io.leat.connector.Sink;
import io.leat.join.JoinBounds;
import io.leat.metric.StepMetrics;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A source that the program feeds. */
@Timeout(60)
class PushTest {
    private final Leat leat = Leat.inMemory();
    private final Collector<Integer> out = new Collector<>();

    @AfterEach
    void close() {
        leat.close();
    }

    private Job start(Push<Integer> push) {
        return leat.start(Pipeline.of("push", p -> p.from("numbers", push).to("out", out)));
    }

    @Test
    void whenEmittedBeforeTheJobStarts_thenItReadsAllInOrder() throws Exception {
        Push<Integer> push = Push.of(Integer.class);
        for (int i = 0; i < 1_000; i++) {
            push.emit(i);
        }
        push.close();
        start(push).awaitCompletion();
        assertThat(out.values())
                .containsExactlyElementsOf(IntStream.range(0, 1_000).boxed().toList());
    }

    @Test
    void whenNoTimeIsGiven_thenTheClocksWhenTheJobReadsItAndNeverBackwards() throws Exception {
        AtomicLong now = new AtomicLong(1_000);
        InstantSource fallingBack = () -> Instant.ofEpochMilli(now.getAndAdd(-1));
        Push<Integer> push = Push.of(Integer.class);
        push.emit(1);
        push.emit(2);
        push.close();
        try (Leat timed = Leat.inMemory(o -> o.clock(fallingBack))) {
            timed.start(Pipeline.of("push", p -> p.from("numbers", push).to("out", out)))
                    .awaitCompletion();
        }
        long first = out.timed().get(0).timestamp();
        assertThat(first).isBetween(1L, 1_000L);
        assertThat(out.timed().get(1).timestamp()).isEqualTo(first);
    }

    @Test
    void whenManyThreadsEmitWithoutTime_thenNoneIsLateForAJoin() throws Exception {
        Push<Integer> push = Push.of(Integer.class).capacity(16);
        Push<Integer> other = Push.of(Integer.class);
        other.close();
        Job job = leat.start(Pipeline.of(
                "join",
                p -> p.from("numbers", push)
                        .peek(n -> Thread.onSpinWait())
                        .keyBy(n -> 1)
                        .join("join", p.from("others", other).keyBy(n -> 1), JoinBounds.within(Duration.ofMillis(1)))
                        .inner((l, r) -> l)
                        .to("out", out)));
        emitFromFourThreads(push);
        push.close();
        assertThat(job.awaitCompletion().step("join"))
                .returns(4_000L, StepMetrics::in)
                .returns(0L, StepMetrics::late);
    }

    @Test
    void whenTimeIsGiven_thenThat() throws Exception {
        Push<Integer> push = Push.of(Integer.class).timedBy(n -> Instant.ofEpochMilli(-n));
        push.emit(7);
        push.close();
        start(push).awaitCompletion();
        assertThat(out.timed()).containsExactly(new Collector.Collected<>(7, -7));
    }

    @Test
    void whenFull_thenOfferRefusesAndEmitWaitsForRoom() throws Exception {
        Push<Integer> push = Push.of(Integer.class).capacity(2).timedByMillis(n -> n);
        assertThat(push.offer(1)).isTrue();
        assertThat(push.offer(2)).isTrue();
        assertThat(push.offer(3)).isFalse();
        AtomicReference<Exception> thrown = new AtomicReference<>();
        CountDownLatch emitted = new CountDownLatch(1);
        Thread emitter = new Thread(() -> {
            try {
                push.emit(4);
                emitted.countDown();
            } catch (InterruptedException e) {
                thrown.set(e);
            }
        });
        emitter.start();
        assertThat(emitted.await(100, TimeUnit.MILLISECONDS)).isFalse();
        Job job = start(push);
        assertThat(emitted.await(20, TimeUnit.SECONDS)).isTrue();
        push.close();
        job.awaitCompletion();
        assertThat(out.values()).containsExactly(1, 2, 4);
        assertThat(thrown).hasNullValue();
    }

    @Test
    void whenThereIsNoRoomForAllOfThem_thenOfferAllTakesNone() throws Exception {
        Push<Integer> push = Push.of(Integer.class).capacity(4);
        assertThat(push.offerAll(List.of(1, 2, 3), Duration.ZERO)).isTrue();
        assertThat(push.offerAll(List.of(), Duration.ZERO)).isTrue();
        assertThat(push.offerAll(List.of(4, 5), Duration.ofMillis(30))).isFalse();
        assertThat(push.offerAll(List.of(4), Duration.ZERO)).isTrue();
        assertThatThrownBy(() -> push.offerAll(List.of(1, 2, 3, 4, 5), Duration.ZERO))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("5 events at once into a source that holds 4 waiting ones");
        push.close();
        start(push).awaitCompletion();
        assertThat(out.values()).containsExactly(1, 2, 3, 4);
        assertThatThrownBy(() -> push.offerAll(List.of(6), Duration.ZERO))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("the source is closed");
    }

    @Test
    void whenManyThreadsOfferAll_thenWhatWasTakenComesTogetherAndOnce() throws Exception {
        Push<Integer> push = Push.of(Integer.class).capacity(7);
        Job job = start(push);
        List<Thread> emitters = IntStream.range(0, 4)
                .mapToObj(t -> new Thread(() -> offerAllInThrees(push, t * 3_000)))
                .toList();
        emitters.forEach(Thread::start);
        for (Thread emitter : emitters) {
            emitter.join(20_000);
        }
        push.close();
        job.awaitCompletion();
        List<Integer> values = out.values();
        assertThat(values).hasSize(12_000).doesNotHaveDuplicates();
        for (int i = 0; i < values.size(); i += 3) {
            assertThat(values.subList(i, i + 3)).containsExactly(values.get(i), values.get(i) + 1, values.get(i) + 2);
        }
    }

    private static void offerAllInThrees(Push<Integer> push, int from) {
        try {
            for (int i = from; i < from + 3_000; i += 3) {
                assertThat(push.offerAll(List.of(i, i + 1, i + 2), Duration.ofSeconds(20)))
                        .isTrue();
            }
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void whenInterruptedWhileItWaits_thenTheEventWasNotTaken() throws Exception {
        Push<Integer> push = Push.of(Integer.class).capacity(1);
        push.emit(1);
        Thread.currentThread().interrupt();
        assertThatThrownBy(() -> push.emit(2)).isInstanceOf(InterruptedException.class);
        push.close();
        start(push).awaitCompletion();
        assertThat(out.values()).containsExactly(1);
    }

    @Test
    void whenClosed_thenNothingIsTaken() {
        Push<Integer> push = Push.of(Integer.class);
        push.close();
        assertThatThrownBy(() -> push.emit(1))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("the source is closed");
        assertThatThrownBy(() -> push.offer(1))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("the source is closed");
    }

    @Test
    void whenItsJobHasEnded_thenAWaitingEmitGivesUp() throws Exception {
        Push<Integer> push = Push.of(Integer.class).capacity(1);
        CountDownLatch reached = new CountDownLatch(1);
        Job job = leat.start(Pipeline.of(
                "stuck",
                p -> p.from("numbers", push).to("out", Sink.of(n -> {
                    reached.countDown();
                    new CountDownLatch(1).await();
                }))));
        push.emit(1);
        assertThat(reached.await(20, TimeUnit.SECONDS)).isTrue();
        push.emit(2);
        AtomicReference<Exception> thrown = new AtomicReference<>();
        Thread emitter = new Thread(() -> {
            try {
                push.emit(3);
            } catch (InterruptedException | IllegalStateException e) {
                thrown.set(e);
            }
        });
        emitter.start();
        job.cancel();
        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> assertThat(thrown.get())
                        .isInstanceOf(IllegalStateException.class)
                        .hasMessage("the job that read this source has ended"));
    }

    @Test
    void whenManyThreadsEmit_thenEachEventComesOnce() throws Exception {
        Push<Integer> push = Push.of(Integer.class).capacity(16);
        Job job = start(push);
        emitFromFourThreads(push);
        push.close();
        job.awaitCompletion();
        assertThat(out.values())
                .containsExactlyInAnyOrderElementsOf(
                        IntStream.range(0, 4_000).boxed().toList());
    }

    @Test
    void whenClosedWhileThreadsEmit_thenWhatWasTakenComesOut() throws Exception {
        for (int round = 0; round < 30; round++) {
            out.clear();
            Push<Integer> push = Push.of(Integer.class).capacity(4);
            Job job = start(push);
            AtomicInteger taken = new AtomicInteger();
            Thread emitter = new Thread(() -> {
                try {
                    while (true) {
                        push.emit(1);
                        taken.incrementAndGet();
                    }
                } catch (IllegalStateException | InterruptedException closed) {
                    // that is how it ends
                }
            });
            emitter.start();
            await().until(() -> taken.get() > 0);
            push.close();
            job.awaitCompletion();
            emitter.join(20_000);
            assertThat(out.values()).hasSize(taken.get());
        }
    }

    /** Emits 4,000 events. */
    private static void emitFromFourThreads(Push<Integer> push) throws InterruptedException {
        List<Thread> emitters = IntStream.range(0, 4)
                .mapToObj(t -> new Thread(() -> emitAll(push, t * 1_000)))
                .toList();
        emitters.forEach(Thread::start);
        for (Thread emitter : emitters) {
            emitter.join(20_000);
        }
    }

    private static void emitAll(Push<Integer> push, int from) {
        for (int i = from; i < from + 1_000; i++) {
            try {
                push.emit(i);
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
        }
    }

    @Test
    void whenCapacityIsZero_thenRefused() {
        assertThatThrownBy(() -> Push.of(Integer.class).capacity(0))
                .hasMessage("a capacity of 0 events: give at least 1");
    }
}
