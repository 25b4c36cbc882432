// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.server.metric;

import static org.assertj.core.api.Assertions.assertThat;

import io.leat.metric.Cells;
import io.leat.metric.Distribution;
import io.leat.metric.EpochMetrics;
import io.leat.metric.JobMetrics;
import io.leat.metric.StepMetrics;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Which records percentiles are of. */
class RecentLatencyTest {
    private final RecentLatency recent = new RecentLatency();
    private final long[] cells = new long[Cells.COUNT];

    private void measure(int micros, int times) {
        cells[Cells.of(micros)] += times;
    }

    private Distribution takeAt(long seconds) {
        Distribution measured = Distribution.of(cells);
        StepMetrics sink = new StepMetrics("out", "to", 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, measured);
        JobMetrics metrics =
                new JobMetrics("job", Duration.ZERO, List.of(sink), List.of(), List.of(), EpochMetrics.NONE);
        return recent.take(metrics, 1_000 * seconds).get(0);
    }

    @Test
    void whenAskedForTheFirstTime_thenAllRecordsCount() {
        measure(100, 7);
        assertThat(takeAt(0).count()).isEqualTo(7);
    }

    @Test
    void whenAskedEvery15Seconds_thenThoseSinceCount() {
        measure(100, 7);
        takeAt(0);
        measure(200, 3);
        assertThat(takeAt(15).count()).isEqualTo(3);
        measure(100, 1);
        assertThat(takeAt(30).percentile(99)).isEqualTo(Duration.ofNanos(100_000));
        assertThat(takeAt(45).count()).isZero();
    }

    @Test
    void whenSeveralAsk_thenEachIsToldOfTheLastTenSecondsAtLeast() {
        takeAt(0);
        for (int second = 1; second <= 60; second++) {
            measure(100, 1);
            assertThat(takeAt(second).count()).isBetween((long) Math.min(second, 10), 12L);
        }
    }
}
