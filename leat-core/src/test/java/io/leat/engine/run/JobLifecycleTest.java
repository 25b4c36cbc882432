// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.engine.run;

import static io.leat.aggregate.Aggregates.count;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.leat.Job;
import io.leat.Leat;
import io.leat.Pipeline;
import io.leat.connector.Sink;
import io.leat.connector.Source;
import io.leat.connector.memory.Collector;
import io.leat.connector.memory.Push;
import io.leat.failure.FailurePolicy;
import io.leat.failure.JobFailedException;
import io.leat.failure.PipelineException;
import io.leat.metric.JobMetrics;
import io.leat.window.Windows;
import java.io.IOException;
import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The life of a job on threads: its ends, its status, what it says of a failure. */
@Timeout(60)
class JobLifecycleTest {
    private final Leat leat = Leat.inMemory();
    private final Leat two = Leat.inMemory(o -> o.parallelism(2));

    @Test
    void whenAJobHasEnded_thenTheEngineForgetsIt() throws Exception {
        WeakReference<Job> ended = new WeakReference<>(two.start(
                Pipeline.of("short", p -> p.from("one", Source.of(1)).to("out", new Collector<>()))));
        await().atMost(Duration.ofSeconds(20)).until(() -> {
            System.gc();
            return ended.refersTo(null);
        });
    }

    @Test
    void whenSomethingIsToBeDoneNoMore_thenItIsNotDoneWithTheNextJob() throws Exception {
        List<String> started = new CopyOnWriteArrayList<>();
        Consumer<Job> note = job -> started.add(job.name());
        Leat.OnStart first = leat.onStart(note);
        Leat.OnStart second = leat.onStart(note);
        startAndEnd("twice");
        first.close();
        first.close();
        startAndEnd("once");
        second.close();
        startAndEnd("not at all");
        assertThat(started).containsExactly("twice", "twice", "once");
    }

    private void startAndEnd(String name) throws Exception {
        leat.start(Pipeline.of(name, p -> p.from("one", Source.of(1)).to("out", new Collector<>())))
                .awaitCompletion();
    }

    private final Push<Long> push = Push.of(Long.class).timedByMillis(n -> n);
    private final Collector<Long> out = new Collector<>();

    @AfterEach
    void close() {
        leat.close();
        two.close();
    }

    private Leat engine(int parallelism) {
        return parallelism == 1 ? leat : two;
    }

    private Pipeline counts() {
        return Pipeline.of(
                "counts",
                p -> p.from("numbers", push)
                        .keyBy(n -> n % 4)
                        .window(Windows.tumbling(Duration.ofMillis(10)))
                        .aggregate("counts", count())
                        .to("out", out));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void whenTheInputEnds_thenCompletedWithEveryResult(int parallelism) throws Exception {
        Job job = engine(parallelism).start(counts());
        assertThat(job.name()).isEqualTo("counts");
        assertThat(job.status()).isEqualTo(Job.Status.RUNNING);
        assertThat(job.await(Duration.ofMillis(1))).isFalse();
        push.emit(1L);
        push.emit(2L);
        push.close();
        JobMetrics metrics = job.awaitCompletion();
        assertThat(job.status()).isEqualTo(Job.Status.COMPLETED);
        assertThat(job.failure()).isEmpty();
        assertThat(out.values()).containsExactly(1L, 1L);
        assertThat(metrics.job()).isEqualTo("counts");
        assertThat(metrics.in()).isEqualTo(2);
        assertThat(metrics.elapsed()).isPositive().isEqualTo(job.metrics().elapsed());
        job.cancel();
        job.stop();
        assertThat(job.status()).as("what has ended stays as it ended").isEqualTo(Job.Status.COMPLETED);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void whenStopped_thenOpenWindowsGiveResults(int parallelism) throws Exception {
        Job job = engine(parallelism).start(counts());
        push.emit(1L);
        await().until(() -> job.metrics().step("counts").in() == 1);
        job.stop();
        job.awaitCompletion();
        assertThat(job.status()).isEqualTo(Job.Status.COMPLETED);
        assertThat(out.values()).containsExactly(1L);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void whenCancelled_thenOpenWindowsGiveNoResults(int parallelism) throws Exception {
        Job job = engine(parallelism).start(counts());
        push.emit(1L);
        await().until(() -> job.metrics().step("counts").in() == 1);
        job.cancel();
        job.awaitCompletion();
        assertThat(job.status()).isEqualTo(Job.Status.CANCELLED);
        assertThat(job.failure()).isEmpty();
        assertThat(out.values()).isEmpty();
    }

    @Test
    void whenCancelledWhileASinkWaits_thenItIsInterrupted() throws Exception {
        CountDownLatch reached = new CountDownLatch(1);
        Job job = leat.start(Pipeline.of(
                "waits",
                p -> p.from("numbers", push).to("out", Sink.of(n -> {
                    reached.countDown();
                    new CountDownLatch(1).await();
                }))));
        push.emit(1L);
        assertThat(reached.await(20, TimeUnit.SECONDS)).isTrue();
        assertThat(job.status()).isEqualTo(Job.Status.RUNNING);
        job.stop();
        assertThat(job.status()).isEqualTo(Job.Status.STOPPING);
        job.cancel();
        assertThat(job.await(Duration.ofSeconds(20))).isTrue();
        assertThat(job.status()).isEqualTo(Job.Status.CANCELLED);
        assertThat(job.failure()).isEmpty();
    }

    @Test
    void whenTheEngineIsClosed_thenItsJobsAreCancelledAndNoneStarts() {
        Job job = leat.start(counts());
        leat.close();
        assertThat(job.status()).isEqualTo(Job.Status.CANCELLED);
        assertThatThrownBy(() -> leat.start(counts()))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("the engine is closed");
    }

    @Test
    void whenTheSamePipelineRunsTwiceAtOnce_thenEachRunIsWhole() throws Exception {
        List<Long> numbers = java.util.stream.LongStream.range(0, 1_000).boxed().toList();
        Pipeline pipeline = Pipeline.of(
                "twice",
                p -> p.from("numbers", Source.of(numbers).timedByMillis(n -> n))
                        .keyBy(n -> n % 4)
                        .window(Windows.tumbling(Duration.ofSeconds(10)))
                        .aggregate("counts", count())
                        .to("out", out));
        Job first = leat.start(pipeline);
        Job second = two.start(pipeline);
        first.awaitCompletion();
        second.awaitCompletion();
        assertThat(out.values()).hasSize(8).containsOnly(250L);
    }

    // ---- failure --------------------------------------------------------------------------------------------------

    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void whenAStepFails_thenItsNameAndCauseAreToldAndNothingGoesOn(int parallelism) throws Exception {
        IOException cause = new IOException("no sevens");
        Job job = engine(parallelism)
                .start(Pipeline.of(
                        "fails",
                        p -> p.from("numbers", push)
                                .map("check", n -> {
                                    if (n == 7) {
                                        throw cause;
                                    }
                                    return n;
                                })
                                .onFailure(FailurePolicy.fail())
                                .keyBy(n -> n)
                                .window(Windows.tumbling(Duration.ofMillis(10)))
                                .aggregate("counts", count())
                                .to("out", out)));
        push.emit(7L);
        assertThatThrownBy(job::awaitCompletion)
                .isInstanceOf(JobFailedException.class)
                .hasMessage("job 'fails' failed: step 'check' failed: java.io.IOException: no sevens")
                .hasRootCause(cause);
        assertThat(job.status()).isEqualTo(Job.Status.FAILED);
        assertThat(job.failure()).get().satisfies(f -> assertThat(f).hasRootCause(cause));
        assertThat(job.await(Duration.ZERO)).isTrue();
        assertThat(out.values()).isEmpty();
        assertThatThrownBy(() -> push.emit(1L)).hasMessage("the job that read this source has ended");
    }

    /** As bad as an OutOfMemoryError. */
    private static final class NoMemory extends Error {
        NoMemory() {
            super("no memory");
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void whenAFunctionThrowsAnError_thenTheJobFailsWithItWhateverThePolicy(int parallelism) throws Exception {
        Job job = engine(parallelism)
                .start(Pipeline.of(
                        "error",
                        p -> p.from("numbers", push)
                                .map(n -> {
                                    throw new NoMemory();
                                })
                                .onFailure(FailurePolicy.skip())
                                .to("out", new Collector<>())));
        push.emit(1L);
        assertThatThrownBy(job::awaitCompletion)
                .isInstanceOf(JobFailedException.class)
                .hasMessage("job 'error' failed: no memory")
                .hasCauseInstanceOf(NoMemory.class);
        assertThat(job.status()).isEqualTo(Job.Status.FAILED);
    }

    @Test
    void whenOneWorkerFails_thenAnotherThatWaitsInASinkIsInterrupted() throws Exception {
        CountDownLatch reached = new CountDownLatch(1);
        try (Leat two = Leat.inMemory(o -> o.parallelism(2))) {
            Job job = two.start(Pipeline.of("two", p -> {
                p.from("waits", Source.of(1L)).to("waiting", Sink.of(n -> {
                    reached.countDown();
                    new CountDownLatch(1).await();
                }));
                p.from("numbers", Source.of(1L))
                        .peek(n -> {
                            reached.await();
                            throw new IllegalStateException("no");
                        })
                        .onFailure(FailurePolicy.fail())
                        .to("out", out);
            }));
            assertThat(job.await(Duration.ofSeconds(20))).isTrue();
            assertThat(job.status()).isEqualTo(Job.Status.FAILED);
            assertThat(job.failure().orElseThrow()).hasMessageContaining("'peek-3' failed");
        }
    }

    @Test
    void whenAKeyHasNoStableHash_thenTheJobFailsInTheKeyByStep() {
        Job job = leat.start(Pipeline.of(
                "keys",
                p -> p.from("numbers", Source.of(1L).timedByMillis(n -> n))
                        .keyBy(n -> new Object())
                        .window(Windows.tumbling(Duration.ofMillis(10)))
                        .aggregate("counts", count())
                        .to("out", out)));
        assertThatThrownBy(job::awaitCompletion)
                .isInstanceOf(JobFailedException.class)
                .hasMessageContaining("'keyBy-1'");
    }

    @Test
    void whenASourceCannotBeOpened_thenStartSaysSoAndSinksAreClosed() {
        EpochSink<Long> sink = new EpochSink<>();
        Pipeline pipeline =
                Pipeline.of("closed", p -> p.from("numbers", Broken.onOpen()).to("out", sink));
        assertThatThrownBy(() -> leat.start(pipeline))
                .isInstanceOf(PipelineException.class)
                .hasMessage("source 'numbers' cannot be opened: not there");
        assertThat(sink.events()).containsExactly("close");
    }

    @Test
    void whenASourceCannotBeLookedAt_thenStartSaysSo() {
        Pipeline pipeline =
                Pipeline.of("closed", p -> p.from("numbers", Broken.onLook()).to("out", out));
        assertThatThrownBy(() -> leat.start(pipeline))
                .isInstanceOf(PipelineException.class)
                .hasMessage("source 'numbers' of pipeline 'closed' cannot be read: not there");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void whenReadingFails_thenTheSourceIsNamed(int parallelism) {
        Job job = engine(parallelism)
                .start(Pipeline.of(
                        "read", p -> p.from("numbers", Broken.onRead()).to("out", out)));
        assertThatThrownBy(job::awaitCompletion)
                .hasMessage("job 'read' failed: step 'numbers' failed: java.io.IOException: torn");
    }

    // ---- snapshots ------------------------------------------------------------------------------------------------

    @Test
    void whenSnapshotIsAskedAfterTheEnd_thenItFails() throws Exception {
        push.close();
        RunningJob job = (RunningJob) leat.start(counts());
        job.awaitCompletion();
        assertThatThrownBy(() -> job.snapshot().get(20, TimeUnit.SECONDS))
                .isInstanceOf(ExecutionException.class)
                .hasRootCauseMessage("job 'counts' has ended");
    }

    @Test
    void whenSnapshotsAreTakenOneAfterTheOther_thenEpochsCount() throws Exception {
        RunningJob job = (RunningJob) two.start(counts());
        for (long epoch = 1; epoch <= 20; epoch++) {
            push.emit(epoch);
            assertThat(job.snapshot().get(20, TimeUnit.SECONDS).epoch()).isEqualTo(epoch);
        }
        push.close();
        job.awaitCompletion();
    }
}
