// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.engine.run;

import static io.leat.aggregate.Aggregates.count;
import static io.leat.aggregate.Aggregates.key;
import static io.leat.aggregate.Aggregates.row;
import static io.leat.aggregate.Aggregates.sum;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.leat.EventStream;
import io.leat.Job;
import io.leat.Pipeline;
import io.leat.connector.Sink;
import io.leat.connector.memory.Collector;
import io.leat.connector.memory.Generator;
import io.leat.metric.StepMetrics;
import io.leat.window.Windows;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Between threads there is a bounded number of records, and large firings neither wait for each other nor lose anything. */
@Timeout(120)
class BackpressureTest {
    private static final int PARALLELISM = 2;
    private static final long PLENTY = 20_000_000;
    private static final long FEWER = 2_000_000;
    /** What two senders may have on their way to a sink, plus what is on its way to them: far below all there is. */
    private static final long BOUND = 100_000;

    private static final int LONG_AT_REST = 6;

    record KeyCount(long key, long count) {}

    private static RunningJob start(Pipeline pipeline) {
        return RunningJob.start(pipeline.graph(), PARALLELISM, InstantSource.system(), null);
    }

    private static EventStream<Long> numbers(io.leat.PipelineBuilder p) {
        return p.from("numbers", Generator.of(PLENTY, n -> n).partitions(2).timedByMillis(n -> n / 1_000));
    }

    /** Lets a job run against a sink that waits, and checks that it comes to rest with little between its threads. */
    private static void checkComesToRest(Pipeline.Definition untilSink, CountDownLatch release) throws Exception {
        RunningJob job = start(Pipeline.of("slow", untilSink));
        long[] last = {-1};
        int[] atRest = {0};
        await().pollInterval(Duration.ofMillis(100))
                .atMost(Duration.ofSeconds(30))
                .until(() -> {
                    long before = last[0];
                    last[0] = job.metrics().in();
                    atRest[0] = last[0] > 0 && last[0] == before ? atRest[0] + 1 : 0;
                    return atRest[0] == LONG_AT_REST;
                });
        long queued =
                job.metrics().steps().stream().mapToLong(StepMetrics::queued).sum();
        job.cancel();
        release.countDown();
        assertThat(job.await(Duration.ofSeconds(20))).isTrue();
        assertThat(job.status()).isEqualTo(Job.Status.CANCELLED);
        assertThat(last[0]).as("read against a sink that waits").isLessThan(BOUND);
        assertThat(queued).as("between the threads").isLessThan(BOUND);
    }

    private static Sink<Object> waiting(CountDownLatch release) {
        return Sink.of(n -> release.await());
    }

    @Test
    void whenASinkWaits_thenSourcesStop() throws Exception {
        CountDownLatch release = new CountDownLatch(1);
        checkComesToRest(p -> numbers(p).to("out", waiting(release)), release);
    }

    @Test
    void whenASinkBehindAKeyByWaits_thenSourcesStop() throws Exception {
        CountDownLatch release = new CountDownLatch(1);
        checkComesToRest(
                p -> numbers(p)
                        .keyBy(n -> n % 1_000)
                        .window(Windows.tumbling(Duration.ofMillis(1)))
                        .aggregate("counts", count())
                        .to("out", waiting(release)),
                release);
    }

    @Test
    void whenRawEventsAndResultsGoToOneSinkThatWaits_thenSourcesStop() throws Exception {
        CountDownLatch release = new CountDownLatch(1);
        checkComesToRest(
                p -> {
                    EventStream<Long> numbers = numbers(p);
                    numbers.keyBy(n -> n % 10)
                            .window(Windows.tumbling(Duration.ofSeconds(1)))
                            .aggregate("counts", count())
                            .union(numbers)
                            .to("out", waiting(release));
                },
                release);
    }

    /** The busy source enters behind the windows of a quiet one: its way to the sink is as bounded. */
    @Test
    void whenABusySourceJoinsTheResultsOfAQuietOne_thenItStopsToo() throws Exception {
        CountDownLatch release = new CountDownLatch(1);
        checkComesToRest(
                p -> {
                    var busy = p.from("busy", Generator.of(FEWER, n -> n).timedByMillis(n -> n / 1_000));
                    p.from("quiet", Generator.of(10, n -> n).timedByMillis(n -> n))
                            .keyBy(n -> n % 10)
                            .window(Windows.tumbling(Duration.ofMillis(1)))
                            .aggregate("counts", count())
                            .union(busy)
                            .to("out", waiting(release)); // its writer and the busy source are on different threads
                },
                release);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 200_000})
    void whenAHugeWindowFires_thenNothingIsLostAndNobodyWaitsForever(long finalKeys) throws Exception {
        long keys = 200_000;
        Collector<KeyCount> out = new Collector<>();
        RunningJob job = start(Pipeline.of(
                "huge",
                p -> p.from("numbers", Generator.of(keys, n -> n).partitions(4).timedByMillis(n -> 5))
                        .keyBy(n -> n)
                        .window(Windows.tumbling(Duration.ofMillis(10)))
                        .aggregate("first", row(KeyCount.class, KeyCount::new, key(), count()))
                        .keyBy(kc -> kc.key() * 31)
                        .window(Windows.tumbling(Duration.ofMillis(10)))
                        .aggregate("second", row(KeyCount.class, KeyCount::new, key(), sum(KeyCount::count)))
                        .keyBy(kc -> kc.key() % finalKeys)
                        .window(Windows.tumbling(Duration.ofMillis(10)))
                        .aggregate("third", row(KeyCount.class, KeyCount::new, key(), sum(KeyCount::count)))
                        .to("out", out)));
        if (!job.await(Duration.ofSeconds(60))) {
            job.cancel();
        }
        assertThat(job.status()).isEqualTo(Job.Status.COMPLETED);
        assertThat(out.values()).hasSize((int) finalKeys);
        assertThat(out.values().stream().mapToLong(KeyCount::count).sum()).isEqualTo(keys);
        assertThat(job.metrics().late()).isZero();
    }

    @Test
    void whenAHugeWindowFiresBetweenSnapshots_thenTheyComeThrough() throws Exception {
        long keys = 50_000;
        Collector<KeyCount> out = new Collector<>();
        RunningJob job = start(Pipeline.of(
                "huge",
                p -> p.from(
                                "numbers",
                                Generator.of(4 * keys, n -> n).partitions(2).timedByMillis(n -> n / keys * 10))
                        .keyBy(n -> n % keys)
                        .window(Windows.tumbling(Duration.ofMillis(10)))
                        .aggregate("first", row(KeyCount.class, KeyCount::new, key(), count()))
                        .keyBy(kc -> kc.key() * 31)
                        .window(Windows.tumbling(Duration.ofMillis(10)))
                        .aggregate("second", row(KeyCount.class, KeyCount::new, key(), sum(KeyCount::count)))
                        .to("out", out)));
        int snapshots = 0;
        while (!job.await(Duration.ofMillis(5))) {
            try {
                job.snapshot().get(30, java.util.concurrent.TimeUnit.SECONDS);
                snapshots++;
            } catch (java.util.concurrent.ExecutionException e) {
                assertThat(e).hasRootCauseMessage("job 'huge' has ended");
            }
        }
        assertThat(job.status()).isEqualTo(Job.Status.COMPLETED);
        assertThat(snapshots).isPositive();
        assertThat(out.values()).hasSize(4 * (int) keys);
        assertThat(out.values()).extracting(KeyCount::count).containsOnly(1L);
    }
}
