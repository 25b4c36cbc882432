// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.engine.run;

import static io.leat.aggregate.Aggregates.count;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.leat.Pipeline;
import io.leat.connector.Source;
import io.leat.connector.memory.Push;
import io.leat.engine.checkpoint.Snapshot;
import io.leat.engine.store.KeyGroups;
import io.leat.state.KeyedProcess;
import io.leat.state.ProcessContext;
import io.leat.time.ManualClock;
import io.leat.window.Windows;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Nothing slips past a barrier: what is not in the results of an epoch is still in its state. */
@Timeout(60)
class EpochBarrierTest {
    private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");

    private final ManualClock clock = ManualClock.at(NOON);

    /** Sets a clock timer for "timed"; waits in the event for "wait". */
    private static final class Slow extends KeyedProcess<String, String, String> {
        private final CountDownLatch reached;
        private final CountDownLatch release;

        Slow(CountDownLatch reached, CountDownLatch release) {
            this.reached = reached;
            this.release = release;
        }

        @Override
        protected void onEvent(String event, ProcessContext<String, String> context) throws Exception {
            if (event.startsWith("timed")) {
                context.clockTimer(NOON.plusSeconds(1));
            } else {
                reached.countDown();
                release.await();
            }
        }

        @Override
        protected void onClock(Instant at, ProcessContext<String, String> context) {
            context.emit("fired");
        }
    }

    /** Returns a word beginning with {@code prefix} that belongs to a worker of two. */
    static String wordOf(String prefix, int worker) {
        for (int i = 0; ; i++) {
            String word = prefix + i;
            if (KeyGroups.owner(KeyGroups.of(word.hashCode()), 2) == worker) {
                return word;
            }
        }
    }

    private static List<String> upTo(long epoch, EpochSink<String> sink) {
        List<String> events = sink.events();
        return events.subList(0, events.indexOf("epoch " + epoch)).stream()
                .filter(e -> !e.equals("flush") && !e.startsWith("epoch"))
                .toList();
    }

    /** Worker 0 reads the source; worker 1 waits in an event, so that the epoch stays open on worker 0 for a while. */
    @Test
    void whenAClockTimerIsDueBetweenBarrierAndSnapshot_thenItsResultIsNotLost() throws Exception {
        CountDownLatch reached = new CountDownLatch(1);
        CountDownLatch release = new CountDownLatch(1);
        Push<String> push = Push.of(String.class);
        EpochSink<String> sink = new EpochSink<>();
        RunningJob job = RunningJob.start(slow(push, reached, release, sink).graph(), 2, clock, null);
        push.emit(wordOf("timed", 0));
        await().until(() -> job.metrics().step("slow").in() == 1);
        push.emit(wordOf("wait", 1));
        assertThat(reached.await(20, TimeUnit.SECONDS)).isTrue();
        CompletableFuture<Snapshot> asked = job.snapshot();
        letHousekeepingPass();
        clock.advance(Duration.ofSeconds(2));
        letHousekeepingPass();
        release.countDown();
        Snapshot snapshot = asked.get(20, TimeUnit.SECONDS);
        job.cancel();
        assertThat(job.await(Duration.ofSeconds(20))).isTrue();

        EpochSink<String> after = new EpochSink<>();
        Push<String> nothing = Push.of(String.class);
        RunningJob next =
                RunningJob.start(slow(nothing, reached, release, after).graph(), 2, clock, snapshot);
        nothing.close();
        letHousekeepingPass();
        next.cancel();
        assertThat(next.await(Duration.ofSeconds(20))).isTrue();
        assertThat(upTo(snapshot.epoch(), sink).contains("fired")
                        ^ after.events().contains("fired"))
                .as("the result is either in the epoch or comes after it")
                .isTrue();
    }

    /** No source is read between a barrier and its snapshot, so nothing is known of it. */
    @Test
    void whenTimePassesBetweenBarrierAndSnapshot_thenItIsNoSilenceOfASource() throws Exception {
        CountDownLatch reached = new CountDownLatch(1);
        CountDownLatch release = new CountDownLatch(1);
        Push<String> push = Push.of(String.class).timedByMillis(w -> 0);
        RunningJob job =
                RunningJob.start(slow(push, reached, release, new EpochSink<>()).graph(), 2, clock, null);
        push.emit(wordOf("wait", 1));
        assertThat(reached.await(20, TimeUnit.SECONDS)).isTrue();
        letHousekeepingPass(); // which takes note of the event
        CompletableFuture<Snapshot> asked = job.snapshot();
        letHousekeepingPass();
        clock.advance(Duration.ofSeconds(60));
        letHousekeepingPass();
        release.countDown();
        asked.get(20, TimeUnit.SECONDS);
        letHousekeepingPass();
        assertThat(job.metrics().step("slow").watermark())
                .as("the source is not idle")
                .isLessThan(0);
        clock.advance(Duration.ofSeconds(60));
        await().until(() -> job.metrics().step("slow").watermark() > 0);
        job.cancel();
        assertThat(job.await(Duration.ofSeconds(20))).isTrue();
    }

    private static Pipeline slow(
            Push<String> push, CountDownLatch reached, CountDownLatch release, EpochSink<String> sink) {
        return Pipeline.of(
                "timers",
                p -> p.from("words", push)
                        .keyBy(w -> w)
                        .process("slow", () -> new Slow(reached, release))
                        .peek(w -> {}) // an even number of steps: the sink is on worker 0, which then waits for
                        // worker 1
                        .to("out", sink));
    }

    /** Workers fire timers of the clock every 20 ms. */
    private static void letHousekeepingPass() {
        await().pollDelay(Duration.ofMillis(150)).until(() -> true);
    }

    /** Tells each count; waits at the first. */
    private static final class Echo extends KeyedProcess<String, Long, String> {
        private final CountDownLatch reached;
        private final CountDownLatch release;

        Echo(CountDownLatch reached, CountDownLatch release) {
            this.reached = reached;
            this.release = release;
        }

        @Override
        protected void onEvent(Long count, ProcessContext<String, String> context) throws Exception {
            reached.countDown();
            release.await();
            context.emit("count " + count);
        }
    }

    /** The source and its windows are on worker 1, as is the sink; worker 0 waits, so that the epoch stays open on worker 1. */
    private static Pipeline counts(
            Push<String> push, CountDownLatch reached, CountDownLatch release, EpochSink<String> sink) {
        String key = wordOf("wait", 0);
        return Pipeline.of("counts", p -> {
            p.from("other", Source.of("x"));
            p.from("words", push)
                    .window(Windows.tumbling(Duration.ofMillis(10)))
                    .aggregate("counts", count())
                    .keyBy(n -> key)
                    .process("echo", () -> new Echo(reached, release))
                    .peek(w -> {})
                    .to("out", sink);
        });
    }

    @Test
    void whenAJobIsStoppedBetweenBarrierAndSnapshot_thenItsLastResultsAreNotLost() throws Exception {
        CountDownLatch reached = new CountDownLatch(1);
        CountDownLatch release = new CountDownLatch(1);
        Push<String> push = Push.of(String.class).timedByMillis(Long::parseLong);
        EpochSink<String> sink = new EpochSink<>();
        RunningJob job = RunningJob.start(counts(push, reached, release, sink).graph(), 2, clock, null);
        push.emit("5");
        push.emit("15");
        assertThat(reached.await(20, TimeUnit.SECONDS)).isTrue();
        CompletableFuture<Snapshot> asked = job.snapshot();
        letHousekeepingPass();
        job.stop();
        letHousekeepingPass();
        release.countDown();
        Snapshot snapshot = asked.get(20, TimeUnit.SECONDS);
        job.awaitCompletion();
        assertThat(sink.events()).filteredOn(e -> e.startsWith("count")).hasSize(2);

        EpochSink<String> after = new EpochSink<>();
        Push<String> nothing = Push.of(String.class).timedByMillis(Long::parseLong);
        nothing.close();
        RunningJob.start(counts(nothing, reached, release, after).graph(), 2, clock, snapshot)
                .awaitCompletion();
        List<String> all = new ArrayList<>(upTo(snapshot.epoch(), sink));
        all.addAll(after.events());
        assertThat(all).filteredOn(e -> e.startsWith("count")).containsExactly("count 1", "count 1");
    }
}
