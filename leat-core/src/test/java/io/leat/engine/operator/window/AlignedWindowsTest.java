// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.engine.operator.window;

import static io.leat.engine.InlineRun.at;
import static org.assertj.core.api.Assertions.assertThat;

import io.leat.engine.WindowRun;
import io.leat.window.Windows;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Which tumbling and sliding windows an event belongs to. */
class AlignedWindowsTest {
    private static Duration ms(long ms) {
        return Duration.ofMillis(ms);
    }

    @Test
    @DisplayName("Half-open [start, end)")
    void whenEventIsOnABoundary_thenItOpensTheNextWindow() {
        WindowRun run = WindowRun.tumbling(10).over(at(1, 0), at(2, 9), at(3, 10), at(4, 19), at(5, 20));
        assertThat(run.results()).containsExactly("[0, 10) 1 2", "[10, 20) 3 4", "[20, 30) 5");
    }

    @Test
    @DisplayName("Every alignment uses floorMod")
    void whenTimesAreNegative_thenWindowsLieOnTheSameGrid() {
        WindowRun run = WindowRun.tumbling(10).over(at(1, -11), at(2, -10), at(3, -1), at(4, 0));
        assertThat(run.results()).containsExactly("[-20, -10) 1", "[-10, 0) 2 3", "[0, 10) 4");
    }

    @Test
    @DisplayName("start = ts - floorMod(ts - offset, size)")
    void whenOffset_thenTheGridIsMoved() {
        WindowRun plus = WindowRun.of(Windows.tumbling(ms(10), ms(3))).over(at(1, 2), at(2, 3), at(3, 12), at(4, 13));
        assertThat(plus.results()).containsExactly("[-7, 3) 1", "[3, 13) 2 3", "[13, 23) 4");
        WindowRun minus = WindowRun.of(Windows.tumbling(ms(10), ms(-7))).over(at(1, 2), at(2, 3), at(3, 13));
        assertThat(minus.results()).containsExactly("[-7, 3) 1", "[3, 13) 2", "[13, 23) 3");
    }

    @Test
    void whenOffsetIsNegative_thenTheSameGridAsFromTheOtherSide() {
        for (Windows windows : List.of(
                Windows.sliding(ms(10), ms(4), ms(-1)),
                Windows.sliding(ms(10), ms(4), ms(3)),
                Windows.sliding(ms(10), ms(4), ms(-1_000_001)))) {
            assertThat(WindowRun.of(windows).over(at(1, -2), at(2, 7)).results())
                    .containsExactly("[-9, 1) 1", "[-5, 5) 1", "[-1, 9) 2", "[3, 13) 2", "[7, 17) 2");
        }
        assertThat(WindowRun.of(Windows.tumbling(ms(10), ms(Long.MIN_VALUE)))
                        .over(at(1, 2))
                        .results())
                .containsExactly("[2, 12) 1");
    }

    @Test
    @DisplayName("Sliding(size, slide): every aligned window that holds ts")
    void whenSliding_thenEventIsInEachWindowThatHoldsIt() {
        WindowRun run = WindowRun.sliding(10, 5).over(at(1, 5));
        assertThat(run.results()).containsExactly("[0, 10) 1", "[5, 15) 1");
    }

    @Test
    @DisplayName("size need not be a multiple of slide")
    void whenSizeIsNoMultipleOfSlide_thenTwoOrThreeWindows() {
        assertThat(WindowRun.sliding(10, 4).over(at(1, 9)).results())
                .containsExactly("[0, 10) 1", "[4, 14) 1", "[8, 18) 1");
        assertThat(WindowRun.sliding(10, 4).over(at(1, 10)).results()).containsExactly("[4, 14) 1", "[8, 18) 1");
        assertThat(WindowRun.sliding(10, 4).over(at(1, -1)).results()).containsExactly("[-8, 2) 1", "[-4, 6) 1");
    }

    @Test
    @DisplayName("slide > size leaves gaps, in which events belong to no window (counted, not late)")
    void whenSlideIsLongerThanSize_thenEventsInGapsAreUnwindowed() {
        WindowRun run = WindowRun.sliding(3, 10).over(at(1, 2), at(2, 3), at(3, 9), at(4, 10), at(5, 4));
        assertThat(run.results()).containsExactly("[0, 3) 1", "[10, 13) 4");
        assertThat(run.metrics().unwindowed()).isEqualTo(3);
        assertThat(run.metrics().late()).isZero();
        assertThat(run.late()).isEmpty();
    }

    @Test
    @DisplayName("Equal timestamps are legal everywhere")
    void whenTimesAreEqual_thenAllCount() {
        assertThat(WindowRun.tumbling(10).over(at(1, 5), at(2, 5), at(3, 5)).results())
                .containsExactly("[0, 10) 1 2 3");
    }

    @Test
    @DisplayName("results come by window end, then by window start")
    void whenAWatermarkCompletesSeveralWindows_thenResultsComeByEnd() {
        WindowRun run = WindowRun.sliding(20, 10).bound(1_000).over(at(1, 35), at(2, 5), at(3, 15), at(4, -5));
        assertThat(run.results())
                .containsExactly(
                        "[-20, 0) 4", "[-10, 10) 4 2", "[0, 20) 2 3", "[10, 30) 3", "[20, 40) 1", "[30, 50) 1");
    }

    @Test
    @DisplayName("Empty windows emit nothing")
    void whenNoEventFallsIntoAWindow_thenNoResult() {
        assertThat(WindowRun.tumbling(10).over(at(1, 5), at(2, 95)).results())
                .containsExactly("[0, 10) 1", "[90, 100) 2");
    }

    @Test
    void whenTimesAreAtTheEdgeOfWhatIsAllowed_thenWindowsAreRight() {
        long edge = 1L << 62;
        WindowRun run = WindowRun.tumbling(16).over(at(1, -edge), at(2, edge));
        assertThat(run.results())
                .containsExactly("[" + -edge + ", " + (-edge + 16) + ") 1", "[" + edge + ", " + (edge + 16) + ") 2");
    }

    @Test
    @DisplayName("All watermark arithmetic saturates")
    void whenBoundIsBeyondAllTime_thenNothingIsLate() {
        WindowRun run = WindowRun.tumbling(10).bound(Long.MAX_VALUE).over(at(1, 1L << 62), at(2, -(1L << 62)));
        assertThat(run.results()).hasSize(2);
        assertThat(run.late()).isEmpty();
    }

    @Test
    @DisplayName("All watermark arithmetic saturates")
    void whenLatenessIsBeyondAllTime_thenNothingIsLate() {
        WindowRun run =
                WindowRun.tumbling(10).lateness(Long.MAX_VALUE).finalOnly().over(at(1, 1L << 62), at(2, -(1L << 62)));
        assertThat(run.results()).hasSize(2);
        assertThat(run.late()).isEmpty();
    }
}
