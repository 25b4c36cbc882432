// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.engine.time;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;

/** Inputs that are idle, or come back; the rest is in {@code TimersTest}. */
class WatermarkMergeTest {
    private static final long MAX = Long.MAX_VALUE;
    private static final long MIN = Long.MIN_VALUE;

    @Test
    void whenAnInputIsIdle_thenTheOthersAlone() {
        WatermarkMerge merge = new WatermarkMerge(2);
        merge.update(0, 100, false);
        assertThat(merge.update(1, MIN, true)).isTrue();
        assertThat(merge.merged()).isEqualTo(100);
        assertThat(merge.isIdle()).isFalse();
    }

    @Test
    void whenAllAreIdle_thenTheSmallestOfThoseThatHaveOne() {
        WatermarkMerge merge = new WatermarkMerge(3);
        merge.update(0, 10, true);
        merge.update(1, MIN, true);
        assertThat(merge.update(2, 20, true)).isTrue();
        assertThat(merge.isIdle()).isTrue();
        assertThat(merge.merged()).isEqualTo(10);
        assertThat(merge.update(0, 15, true)).isTrue();
        assertThat(merge.merged()).isEqualTo(15);
    }

    @Test
    void whenNoneThatIsIdleEverHadAnEvent_thenThereIsNoWatermark() {
        WatermarkMerge merge = new WatermarkMerge(2);
        merge.update(0, MIN, true);
        assertThat(merge.update(1, MIN, true)).as("it is idle now").isTrue();
        assertThat(merge.merged()).isEqualTo(MIN);
        assertThat(merge.update(1, MAX, false)).isFalse();
        assertThat(merge.merged()).isEqualTo(MIN);
        assertThat(merge.update(0, MAX, false)).isTrue();
        assertThat(merge.merged()).isEqualTo(MAX);
        assertThat(merge.isIdle()).isFalse();
    }

    @Test
    void whenAnInputComesBackBehind_thenItCountsOnceItHasReachedTheRest() {
        WatermarkMerge merge = new WatermarkMerge(2);
        merge.update(0, 10, true);
        merge.update(1, 100, false);
        merge.update(0, 20, false);
        assertThat(merge.update(1, 110, false)).isTrue();
        assertThat(merge.merged()).isEqualTo(110);
        merge.update(0, 110, false);
        assertThat(merge.update(1, 120, false)).as("now it counts").isFalse();
        assertThat(merge.update(0, 115, false)).isTrue();
        assertThat(merge.merged()).isEqualTo(115);
    }

    @Test
    void whenAnInputComesBackBehindAndTheRestIsIdle_thenTheClockWaitsForIt() {
        WatermarkMerge merge = new WatermarkMerge(2);
        merge.update(0, 100, true);
        merge.update(1, 100, true);
        merge.update(0, 50, false);
        assertThat(merge.update(1, 200, true)).isFalse();
        assertThat(merge.isIdle()).isTrue();
        assertThat(merge.update(0, 120, false)).isTrue();
        assertThat(merge.merged()).isEqualTo(120);
        assertThat(merge.isIdle()).isFalse();
    }

    @Test
    void whenTheOnesThatCountEnd_thenTheIdleOnesAreLeft() {
        WatermarkMerge merge = new WatermarkMerge(2);
        merge.update(0, 50, false);
        merge.update(1, 70, true);
        assertThat(merge.merged()).isEqualTo(50);
        assertThat(merge.update(0, MAX, false)).isTrue();
        assertThat(merge.merged()).isEqualTo(70);
        assertThat(merge.isIdle()).isTrue();
    }

    @Test
    void whenItBeginsAtAWatermark_thenItDoesNotGoBehindIt() {
        WatermarkMerge merge = new WatermarkMerge(2);
        merge.beginAt(100);
        merge.update(0, 50, false);
        assertThat(merge.update(1, 60, false)).isFalse();
        assertThat(merge.merged()).isEqualTo(100);
        merge.update(0, 130, false);
        assertThat(merge.merged())
                .as("an input that was never idle counts from the start")
                .isEqualTo(100);
        assertThat(merge.update(1, 120, false)).isTrue();
        assertThat(merge.merged()).isEqualTo(120);
    }

    /** Inputs come and go at random. */
    @Test
    void whenAnythingHappens_thenItNeverGoesBackAndTellsOfEveryChange() {
        long seed = new Random().nextLong();
        Random random = new Random(seed);
        for (int round = 0; round < 2_000; round++) {
            int inputs = 1 + random.nextInt(4);
            WatermarkMerge merge = new WatermarkMerge(inputs);
            for (int i = 0; i < 50; i++) {
                long before = merge.merged();
                boolean wasIdle = merge.isIdle();
                long watermark = random.nextInt(20) == 0 ? MAX : random.nextInt(100);
                boolean idle = watermark != MAX && random.nextInt(3) == 0;
                boolean changed = merge.update(random.nextInt(inputs), watermark, idle);
                assertThat(merge.merged()).as("seed " + seed).isGreaterThanOrEqualTo(before);
                assertThat(changed).as("seed " + seed).isEqualTo(merge.merged() != before || merge.isIdle() != wasIdle);
            }
        }
    }
}
