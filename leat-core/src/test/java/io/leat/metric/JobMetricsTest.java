// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.leat.Job;
import io.leat.Leat;
import io.leat.Pipeline;
import io.leat.aggregate.Aggregates;
import io.leat.connector.Sink;
import io.leat.connector.Source;
import io.leat.connector.memory.Push;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.stream.LongStream;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a job says of its own speed. */
class JobMetricsTest {
    private static final List<Long> NUMBERS =
            LongStream.range(0, 10_000).boxed().toList();

    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void whenResultsReachASink_thenHowLongEachTookIsCounted(int threads) throws Exception {
        try (Leat leat = Leat.inMemory(options -> options.parallelism(threads))) {
            JobMetrics metrics = leat.start(Pipeline.of(
                            "latency",
                            p -> p.from("numbers", Source.of(NUMBERS).timedBy(Instant::ofEpochMilli))
                                    .keyBy(n -> n % 7)
                                    .running("count", Aggregates.count(), Duration.ofDays(1))
                                    .to("slow", Sink.of(n -> {
                                        if (n == 1) {
                                            Thread.sleep(20);
                                        }
                                    }))))
                    .awaitCompletion();

            Distribution latency = metrics.step("slow").latency();
            assertThat(latency.count()).isEqualTo(10_000);
            assertThat(latency.percentile(100)).isGreaterThanOrEqualTo(Duration.ofMillis(20));
            assertThat(metrics.latency().count()).isEqualTo(10_000);
            assertThat(metrics.out()).isEqualTo(10_000);
            assertThat(metrics.workers()).hasSize(threads);
            assertThat(metrics.workers())
                    .anySatisfy(worker -> assertThat(worker.busy()).isGreaterThan(Duration.ofMillis(20)));
        }
    }

    @Test
    void whenSinkWaits_thenItsThreadIsBusy() throws Exception {
        CountDownLatch release = new CountDownLatch(1);
        try (Leat leat = Leat.inMemory(options -> options.parallelism(2))) {
            List<Long> many = LongStream.range(0, 100_000).boxed().toList();
            Job job = leat.start(Pipeline.of(
                    "blocked",
                    p -> p.from("numbers", Source.of(many)).to("slow", Sink.of(n -> {
                        release.await();
                    }))));
            await().untilAsserted(() -> assertThat(job.metrics().workers())
                    .as("the one in the sink")
                    .anySatisfy(worker -> assertThat(worker.busy()).isGreaterThan(Duration.ofMillis(50))));
            release.countDown();
            job.awaitCompletion();
        }
    }

    @Test
    void whenNothingComes_thenTheThreadIsNotBusy() throws Exception {
        try (Leat leat = Leat.inMemory();
                Push<String> nothing = Push.of(String.class)) {
            Job job = leat.start(
                    Pipeline.of("idle", p -> p.from("nothing", nothing).to("out", Sink.of(text -> {}))));
            Thread.sleep(400);
            JobMetrics metrics = job.metrics();
            assertThat(metrics.workers().get(0).busy())
                    .isLessThan(metrics.elapsed().dividedBy(2));
        }
    }

    @Test
    void whenJobIsInADirectory_thenItsEpochsAreToldAndRecorded(@TempDir Path directory) throws Exception {
        BlockingQueue<RecordedEvent> recorded = new LinkedBlockingQueue<>();
        try (RecordingStream recorder = new RecordingStream()) {
            recorder.enable("io.leat.Epoch");
            recorder.onEvent("io.leat.Epoch", recorded::add);
            recorder.startAsync();
            try (Leat leat = Leat.open(directory, options -> options.epochs(Duration.ofMillis(20)));
                    Push<String> words = Push.of(String.class).durable()) {
                Job job = leat.start(Pipeline.of(
                        "epochs",
                        p -> p.from("words", words)
                                .keyBy(w -> w)
                                .running("count", Aggregates.count(), Duration.ofDays(1))
                                .to("out", Sink.of(n -> {}))));
                assertThat(job.isDurable()).isTrue();
                words.emit("one");
                await().until(() -> job.metrics().epochs().sealed() >= 2);

                EpochMetrics epochs = job.metrics().epochs();
                assertThat(epochs.sealedAt()).isNotNull();
                assertThat(epochs.took()).isPositive();
                assertThat(epochs.diskBytes()).isPositive();
            }
            await().until(() -> !recorded.isEmpty());
        }
        assertThat(recorded).isNotEmpty().allSatisfy(event -> {
            assertThat(event.getString("job")).isEqualTo("epochs");
            assertThat(event.getDuration()).isPositive();
        });
        assertThat(recorded).extracting(event -> event.getLong("number")).contains(1L);
    }

    @Test
    void whenFunctionWaitsForLong_thenTheStallIsRecorded() throws Exception {
        BlockingQueue<RecordedEvent> recorded = new LinkedBlockingQueue<>();
        try (RecordingStream recorder = new RecordingStream()) {
            recorder.enable("io.leat.Stall");
            recorder.onEvent("io.leat.Stall", recorded::add);
            recorder.startAsync();
            try (Leat leat = Leat.inMemory()) {
                leat.start(Pipeline.of(
                                "stalls",
                                p -> p.from("numbers", Source.of(List.of(1L)))
                                        .to("slow", Sink.of(n -> Thread.sleep(700)))))
                        .awaitCompletion();
            }
            await().until(() -> !recorded.isEmpty());
        }
        assertThat(recorded).singleElement().satisfies(event -> {
            assertThat(event.getString("job")).isEqualTo("stalls");
            assertThat(event.getDuration("nanos")).isGreaterThan(Duration.ofMillis(600));
        });
    }
}
