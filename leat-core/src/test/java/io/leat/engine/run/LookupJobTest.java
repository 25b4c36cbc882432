// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.engine.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.leat.Job;
import io.leat.Pipeline;
import io.leat.connector.memory.Collector;
import io.leat.connector.memory.Generator;
import io.leat.connector.memory.Push;
import io.leat.engine.Service;
import io.leat.engine.checkpoint.Snapshot;
import io.leat.engine.store.KeyGroups;
import io.leat.function.AsyncMapper;
import io.leat.join.LookupOptions;
import io.leat.join.Lookups;
import io.leat.metric.JobMetrics;
import io.leat.state.KeyedProcess;
import io.leat.state.ProcessContext;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Lookups on threads: answers that come in from elsewhere, bounds, epochs, the end of a job. */
@Timeout(60)
class LookupJobTest {
    private static final int SECONDS = 20;
    private static final LookupOptions PATIENT = LookupOptions.defaults().timeout(Duration.ofMinutes(5));

    private final Service service = new Service();

    private static RunningJob start(Pipeline pipeline, int parallelism, Snapshot from) {
        return RunningJob.start(pipeline.graph(), parallelism, InstantSource.system(), from);
    }

    private static void cancel(RunningJob job) throws InterruptedException {
        job.cancel();
        assertThat(job.await(Duration.ofSeconds(SECONDS))).isTrue();
        assertThat(job.status()).isEqualTo(Job.Status.CANCELLED);
    }

    @ParameterizedTest
    @CsvSource({"1, true", "2, true", "4, true", "1, false", "2, false", "4, false"})
    void whenAnswersComeFromOtherThreads_thenEveryResultOnceAndNeverMoreRequestsThanAllowed(
            int parallelism, boolean ordered) throws Exception {
        int inFlight = 7;
        AtomicInteger open = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        AsyncMapper<Long, Long> ask = n -> {
            most.accumulateAndGet(open.incrementAndGet(), Math::max);
            return CompletableFuture.supplyAsync(
                    () -> {
                        open.decrementAndGet();
                        return -n;
                    },
                    CompletableFuture.delayedExecutor(
                            ThreadLocalRandom.current().nextInt(300), TimeUnit.MICROSECONDS));
        };
        LookupOptions options = PATIENT.inFlight(inFlight);
        Collector<Long> out = new Collector<>();
        JobMetrics metrics = start(
                        Pipeline.of(
                                "lookups",
                                p -> p.from(
                                                "numbers",
                                                Generator.of(4_000, n -> n).partitions(parallelism))
                                        .lookup(
                                                "ask",
                                                ask,
                                                (n, a) -> n + a == 0 ? n : -1,
                                                ordered ? options : options.unordered())
                                        .to("out", out)),
                        parallelism,
                        null)
                .awaitCompletion();
        assertThat(out.values())
                .containsExactlyInAnyOrderElementsOf(
                        LongStream.range(0, 4_000).boxed().toList());
        if (ordered) {
            assertThat(out.values().stream().filter(n -> n % parallelism == 0).toList())
                    .as("one partition")
                    .isSorted();
        }
        assertThat(most.get()).isBetween(2, inFlight * parallelism);
        assertThat(metrics.step("ask").out()).isEqualTo(4_000);
        assertThat(metrics.step("ask").queued()).isZero();
    }

    @Test
    void whenCancelled_thenItEndsAndWhatIsOnItsWayIsGivenUp() throws Exception {
        RunningJob job = start(
                Pipeline.of(
                        "lookups",
                        p -> p.from("numbers", Generator.of(1_000, n -> n))
                                .lookup("ask", service::ask, (n, a) -> a, PATIENT)
                                .to("out", new Collector<>())),
                2,
                null);
        await().until(() -> service.open().size() == 100);
        cancel(job);
        assertThat(service.open())
                .hasSize(100)
                .allSatisfy(n -> assertThat(service.take(n)).isCancelled());
    }

    @Test
    void whenStopped_thenTheResultsOfWhatWasReadStillCome() throws Exception {
        Push<Long> push = Push.of(Long.class);
        Collector<String> out = new Collector<>();
        RunningJob job = start(
                Pipeline.of(
                        "lookups",
                        p -> p.from("numbers", push)
                                .lookup("ask", service::ask, (n, a) -> a, PATIENT)
                                .to("out", out)),
                1,
                null);
        push.emit(1L);
        await().until(() -> service.open().size() == 1);
        job.stop();
        assertThat(job.await(Duration.ofMillis(100))).isFalse();
        service.answer(1);
        job.awaitCompletion();
        assertThat(out.values()).containsExactly("answer 1");
    }

    @Test
    void whenNothingIsInTime_thenDeadLettersByTheClockAndTheJobEnds() throws Exception {
        RunningJob job = start(
                Pipeline.of(
                        "lookups",
                        p -> p.from("numbers", Generator.of(10, n -> n))
                                .lookup("ask", service::ask, (n, a) -> a, PATIENT.timeout(Duration.ofMillis(30)))
                                .to("out", new Collector<>())),
                1,
                null);
        job.awaitCompletion();
        assertThat(job.deadLetters()).hasSize(10);
    }

    // ---- epochs ---------------------------------------------------------------------------------------------------

    /** A full lookup between two exchanges: the numbers come from any worker, its results go to one. */
    private Pipeline chain(long numbers, EpochSink<String> sink) {
        return Pipeline.of(
                "chain",
                p -> p.from(
                                "numbers",
                                Generator.of(numbers, n -> n).partitions(3).timedByMillis(n -> n))
                        .keyBy(Long.class, n -> n)
                        .process("pass", Pass::new)
                        .lookup("ask", service::ask, (n, a) -> n + ": " + a, PATIENT.inFlight(2))
                        .to("out", sink));
    }

    private static final class Pass extends KeyedProcess<Long, Long, Long> {
        @Override
        protected void onEvent(Long event, ProcessContext<Long, Long> context) {
            context.emit(event);
        }
    }

    private static List<String> results(List<String> events, long epoch) {
        return events.subList(0, events.indexOf("epoch " + epoch)).stream()
                .filter(e -> e.contains(": "))
                .toList();
    }

    @ParameterizedTest
    @CsvSource({"1, 1", "2, 2", "4, 4", "1, 4", "4, 1", "2, 4", "4, 2"})
    void whenALookupIsFull_thenASnapshotDoesNotWaitAndNothingIsLostOrDoubled(int before, int after) throws Exception {
        int numbers = 1_000;
        EpochSink<String> sink = new EpochSink<>();
        RunningJob job = start(chain(numbers, sink), before, null);
        await().until(() -> service.answerAll() && service.asked().size() > 20);
        await().until(() -> service.open().size() >= 2);
        Snapshot snapshot = job.snapshot().get(SECONDS, TimeUnit.SECONDS);
        service.answerAll();
        cancel(job);

        EpochSink<String> more = new EpochSink<>();
        RunningJob next = start(chain(numbers, more), after, snapshot);
        while (!next.await(Duration.ofMillis(1))) {
            service.answerAll();
        }
        next.awaitCompletion();
        List<String> all = new ArrayList<>(results(sink.events(), snapshot.epoch()));
        all.addAll(more.events().stream().filter(e -> e.contains(": ")).toList());
        assertThat(all).hasSize(numbers).doesNotHaveDuplicates();
    }

    /** The lookup runs on one worker, which is not the same one with another parallelism. */
    @ParameterizedTest
    @CsvSource({"1, 4", "4, 1", "2, 4"})
    void whenALookupMovesToAnotherWorker_thenItsQueueMovesToo(int before, int after) throws Exception {
        Pipeline pipeline = Pipeline.of("moving", p -> {
            p.from("other", Generator.of(1, n -> n));
            p.from("numbers", Generator.of(10, n -> n))
                    .lookup("ask", service::ask, (n, a) -> a, PATIENT)
                    .to("out", new Collector<>());
        });
        RunningJob job = start(pipeline, before, null);
        await().until(() -> service.open().size() == 10);
        Snapshot snapshot = job.snapshot().get(SECONDS, TimeUnit.SECONDS);
        cancel(job);
        RunningJob next = start(pipeline, after, snapshot);
        await().until(() -> service.asked().size() == 20);
        service.answerAll();
        assertThat(next.awaitCompletion().step("ask").out()).isEqualTo(10);
    }

    /**
     * Worker 1 looks up and sends to worker 0, which is kept busy, so that the epoch stays open on worker 1 although that has
     * sent its barrier: an answer that comes then must wait.
     */
    @Test
    void whenAnAnswerComesBetweenBarrierAndSnapshot_thenItsResultIsNotLost() throws Exception {
        CountDownLatch busy = new CountDownLatch(1);
        CountDownLatch release = new CountDownLatch(1);
        EpochSink<String> sink = new EpochSink<>();
        RunningJob job = start(crossing(busy, release, sink), 2, null);
        assertThat(busy.await(SECONDS, TimeUnit.SECONDS)).isTrue();
        await().until(() -> service.open().size() == 1);
        CompletableFuture<Snapshot> asked = job.snapshot();
        await().pollDelay(Duration.ofMillis(150)).until(() -> true);
        service.answerAll();
        await().pollDelay(Duration.ofMillis(150)).until(() -> true);
        release.countDown();
        Snapshot snapshot = asked.get(SECONDS, TimeUnit.SECONDS);
        job.cancel(); // it may have ended
        assertThat(job.await(Duration.ofSeconds(SECONDS))).isTrue();

        EpochSink<String> more = new EpochSink<>();
        RunningJob next = start(crossing(busy, release, more), 2, snapshot);
        while (!next.await(Duration.ofMillis(1))) {
            service.answerAll();
        }
        List<String> all = new ArrayList<>(results(sink.events(), snapshot.epoch()));
        all.addAll(more.events());
        assertThat(all).filteredOn(e -> e.contains(": ")).containsExactly("0: answer 0");
    }

    private Pipeline crossing(CountDownLatch busy, CountDownLatch release, EpochSink<String> sink) {
        String toZero = Stream.iterate("a", w -> w + "a")
                .filter(w -> KeyGroups.owner(KeyGroups.of(w.hashCode()), 2) == 0)
                .findFirst()
                .orElseThrow();
        return Pipeline.of("crossing", p -> {
            p.from("blocking", Generator.of(1, n -> n).timedByMillis(n -> n))
                    .peek(n -> {
                        busy.countDown();
                        release.await();
                    })
                    .keyBy(Long.class, n -> n)
                    .process("pass", Pass::new);
            p.from("numbers", Generator.of(1, n -> n).timedByMillis(n -> n))
                    .lookup("ask", service::ask, (n, a) -> n + ": " + a, PATIENT)
                    .keyBy(String.class, a -> toZero)
                    .process("echo", Echo::new)
                    .to("out", sink);
        });
    }

    private static final class Echo extends KeyedProcess<String, String, String> {
        @Override
        protected void onEvent(String event, ProcessContext<String, String> context) {
            context.emit(event);
        }
    }

    // ---- what blocks ----------------------------------------------------------------------------------------------

    @Test
    void whenRequestsBlock_thenEachHasAThreadAndAsManyAsAllowedAtATime() throws Exception {
        CountDownLatch together = new CountDownLatch(5);
        var threads = ConcurrentHashMap.newKeySet();
        Collector<Long> out = new Collector<>();
        start(
                        Pipeline.of(
                                "lookups",
                                p -> p.from("numbers", Generator.of(5, n -> n))
                                        .lookup(
                                                "ask",
                                                Lookups.blocking(n -> {
                                                    threads.add(Thread.currentThread()
                                                            .getName());
                                                    together.countDown();
                                                    together.await();
                                                    return n * 2;
                                                }),
                                                (n, a) -> a,
                                                PATIENT.inFlight(5))
                                        .to("out", out)),
                        1,
                        null)
                .awaitCompletion();
        assertThat(out.values()).containsExactly(0L, 2L, 4L, 6L, 8L);
        assertThat(threads)
                .hasSize(5)
                .allSatisfy(name -> assertThat((String) name).startsWith("leat-lookup-"));
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void whenABlockingRequestIsNotInTimeOrTheJobIsCancelled_thenItIsInterrupted(boolean timeout) throws Exception {
        CountDownLatch started = new CountDownLatch(1);
        CountDownLatch interrupted = new CountDownLatch(1);
        RunningJob job = start(
                Pipeline.of(
                        "lookups",
                        p -> p.from("numbers", Generator.of(1, n -> n))
                                .lookup(
                                        "ask",
                                        Lookups.blocking(n -> {
                                            started.countDown();
                                            try {
                                                new CountDownLatch(1).await();
                                            } catch (InterruptedException e) {
                                                interrupted.countDown();
                                            }
                                            return n;
                                        }),
                                        (n, a) -> a,
                                        timeout ? PATIENT.timeout(Duration.ofMillis(100)) : PATIENT)
                                .to("out", new Collector<>())),
                1,
                null);
        assertThat(started.await(SECONDS, TimeUnit.SECONDS)).isTrue();
        if (timeout) {
            job.awaitCompletion();
            assertThat(job.deadLetters()).hasSize(1);
        } else {
            cancel(job);
        }
        assertThat(interrupted.await(SECONDS, TimeUnit.SECONDS)).isTrue();
    }
}
