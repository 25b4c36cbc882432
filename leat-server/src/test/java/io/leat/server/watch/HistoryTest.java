// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.server.watch;

import static org.assertj.core.api.Assertions.assertThat;

import io.leat.Job;
import io.leat.metric.Cells;
import io.leat.metric.Distribution;
import io.leat.metric.EpochMetrics;
import io.leat.metric.JobMetrics;
import io.leat.metric.StepMetrics;
import io.leat.server.watch.History.Series;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What is kept of a quarter of an hour. */
class HistoryTest {
    private final History history = new History();

    private static JobMetrics metrics(long in, long watermarkMs, Distribution latency) {
        StepMetrics from =
                new StepMetrics("in", "from", in, in, 0, 0, 0, 0, 0, 0, watermarkMs, 0, 0, 0, Distribution.NONE);
        StepMetrics to = new StepMetrics("out", "to", in, in, 0, 0, 0, 0, 0, 0, watermarkMs, 0, 0, 0, latency);
        return new JobMetrics("fleet", Duration.ZERO, List.of(from, to), List.of(), List.of(), EpochMetrics.NONE);
    }

    /** Returns so many latencies of each of these microseconds. */
    private static Distribution latency(long count, int... micros) {
        long[] cells = new long[Cells.COUNT];
        for (int one : micros) {
            cells[Cells.of(one)] = count;
        }
        return Distribution.of(cells);
    }

    private static double last(History history, Series series) {
        List<Double> values = history.latest(1).values().get(series);
        return values.get(0);
    }

    @Test
    void whenMomentsAreAdded_thenRatesAndPercentilesAreOfTheTimeInBetween() {
        JobMetrics before = metrics(1_000, 4_000, latency(500, 200));
        JobMetrics now = metrics(3_000, 6_000, latency(500, 200).plus(latency(10, 100)));
        history.add(new Moment(10_000, 7, Job.Status.RUNNING, now, before, 4, List.of()));
        assertThat(last(history, Series.IN_PER_SEC)).isEqualTo(500);
        assertThat(last(history, Series.P50_MS)).as("those before do not count").isEqualTo(0.1);
        assertThat(last(history, Series.LAG_MS)).isEqualTo(4_000);
        assertThat(last(history, Series.HEAP_BYTES)).isEqualTo(7);
    }

    @Test
    void whenThereIsNothingToTell_thenItIsNoNumber() {
        JobMetrics begun = metrics(0, Long.MIN_VALUE, Distribution.NONE);
        history.add(new Moment(10_000, 7, Job.Status.RUNNING, begun, begun, 0, List.of()));
        for (Series series : List.of(Series.IN_PER_SEC, Series.P50_MS, Series.P99_MS, Series.LAG_MS)) {
            assertThat(last(history, series)).as(series.label()).isNaN();
        }
    }

    @Test
    void whenMoreIsAddedThanIsKept_thenTheLatestAreThereInOrder() {
        for (int i = 0; i < History.SECONDS + 5; i++) {
            JobMetrics now = metrics(i, 0, Distribution.NONE);
            history.add(new Moment(1_000L * i, i, Job.Status.RUNNING, now, now, 1, List.of()));
        }
        History.Latest all = history.latest(History.SECONDS);
        assertThat(all.atMs())
                .hasSize(History.SECONDS)
                .startsWith(5_000L)
                .endsWith(904_000L)
                .isSorted();
        assertThat(all.values().get(Series.HEAP_BYTES)).startsWith(5.0).endsWith(904.0);
        assertThat(history.latest(2).atMs()).containsExactly(903_000L, 904_000L);
    }
}
