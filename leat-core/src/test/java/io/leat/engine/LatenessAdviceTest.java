// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.leat.Pipeline;
import io.leat.connector.Source;
import io.leat.connector.memory.Collector;
import io.leat.engine.run.RunningJob;
import io.leat.metric.JobMetrics;
import io.leat.metric.LatenessAdvice;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** "From the lags observed, which bound would lose 1 %, 0.1 %, 0.01 %." */
class LatenessAdviceTest {
    private static LatenessAdvice adviceFor(List<List<Item>> partitions, int parallelism) throws Exception {
        Pipeline pipeline = Pipeline.of(
                "advice",
                p -> p.from("events", Source.ofPartitions(partitions).timedByMillis(Item::time))
                        .to("out", new Collector<>()));
        RunningJob job = RunningJob.start(pipeline.graph(), parallelism, InstantSource.system(), null);
        JobMetrics metrics = job.awaitCompletion();
        assertThat(metrics.lateness()).hasSize(1);
        return metrics.lateness().get(0);
    }

    private static List<Item> items(long... times) {
        return LongStream.of(times).mapToObj(t -> InlineRun.at(t, t)).toList();
    }

    /** Returns the lags of all events, by the definition, smallest first. */
    private static long[] lags(List<List<Item>> partitions) {
        List<Long> lags = new ArrayList<>();
        for (List<Item> partition : partitions) {
            long largest = Long.MIN_VALUE;
            for (Item item : partition) {
                largest = Math.max(largest, item.time());
                lags.add(largest - item.time());
            }
        }
        return lags.stream().mapToLong(lag -> lag).sorted().toArray();
    }

    /** The smallest bound with which at most so many of the events are behind. */
    private static long exact(long[] lags, int oneIn) {
        int mayLose = lags.length / oneIn;
        return lags[lags.length - 1 - mayLose];
    }

    @Test
    void whenAllIsInOrder_thenNoBoundIsNeeded() throws Exception {
        assertThat(adviceFor(List.of(items(1, 2, 2, 3), items(1, 1)), 1))
                .isEqualTo(
                        new LatenessAdvice("events", 6, 0, Duration.ZERO, Duration.ZERO, Duration.ZERO, Duration.ZERO));
    }

    @Test
    void whenOneInAHundredIsBehind_thenABoundOfNothingLosesOnePercent() throws Exception {
        long[] times =
                LongStream.range(0, 1_000).map(t -> t % 100 == 99 ? t - 50 : t).toArray();
        LatenessAdvice advice = adviceFor(List.of(items(times)), 1);
        assertThat(advice.outOfOrder()).isEqualTo(10);
        assertThat(advice.losingOneIn100()).isZero();
        assertThat(advice.losingOneIn1000()).isEqualTo(Duration.ofMillis(49));
        assertThat(advice.losingNone()).isEqualTo(Duration.ofMillis(49));
    }

    @Test
    void whenASourceHasNoTime_thenThereIsNoAdvice() {
        InlineRun run = InlineRun.of(p -> p.from("untimed", Source.of(1, 2)).to("out", new Collector<>()));
        assertThat(run.metrics().lateness()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 4})
    void whenEventsAreOutOfOrderAtRandom_thenTheAdviceIsTheExactOneWithinItsPrecision(int parallelism)
            throws Exception {
        long seed = new Random().nextLong();
        Random random = new Random(seed);
        List<List<Item>> partitions = new ArrayList<>();
        for (int p = 0; p < 3; p++) {
            double scale = Math.exp(random.nextDouble() * 10);
            partitions.add(items(LongStream.range(0, 20_000)
                    .map(t -> t * 10 - (long) (Math.abs(random.nextGaussian()) * scale))
                    .toArray()));
        }
        long[] lags = lags(partitions);
        LatenessAdvice advice = adviceFor(partitions, parallelism);
        assertThat(advice.events()).isEqualTo(60_000);
        assertThat(advice.outOfOrder())
                .isEqualTo(Arrays.stream(lags).filter(lag -> lag > 0).count());
        check(advice.losingNone(), lags[lags.length - 1], seed);
        check(advice.losingOneIn10000(), exact(lags, 10_000), seed);
        check(advice.losingOneIn1000(), exact(lags, 1_000), seed);
        check(advice.losingOneIn100(), exact(lags, 100), seed);
    }

    private static void check(Duration advised, long exact, long seed) {
        assertThat(advised.toMillis()).as("seed " + seed).isBetween(exact, exact + exact / 128);
    }
}
