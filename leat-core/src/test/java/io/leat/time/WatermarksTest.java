// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.time;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class WatermarksTest {
    @Test
    void whenTheIdleTimeoutIsNotPositive_thenTheMessageSaysHowToSwitchItOff() {
        for (Duration timeout : new Duration[] {Duration.ZERO, Duration.ofSeconds(-1)}) {
            assertThatThrownBy(() -> Watermarks.monotone().idleAfter(timeout))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("the idle timeout is " + timeout
                            + ": give a duration of at least one millisecond, or neverIdle() to switch it off");
        }
    }

    @Test
    void whenTheDriftIsNegative_thenRefused() {
        assertThatThrownBy(() -> Watermarks.monotone().maxDrift(Duration.ofMillis(-5)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("the largest drift is PT-0.005S: give zero or a positive duration");
    }

    @Test
    void whenNothingIsSet_thenTenSecondsAndOneMinute() {
        assertThat(Watermarks.monotone().idleAfterMs()).isEqualTo(10_000);
        assertThat(Watermarks.monotone().maxDriftMs()).isEqualTo(60_000);
        assertThat(Watermarks.fromSource().areFromSource()).isTrue();
        assertThat(Watermarks.monotone().areFromSource()).isFalse();
    }

    @Test
    void whenOneThingIsSet_thenTheOthersStay() {
        Watermarks all = Watermarks.outOfOrder(Duration.ofSeconds(1))
                .idleAfter(Duration.ofSeconds(2))
                .maxDrift(Duration.ofSeconds(3))
                .maxFutureSkew(Duration.ofSeconds(4));
        assertThat(all.boundMs()).isEqualTo(1_000);
        assertThat(all.idleAfterMs()).isEqualTo(2_000);
        assertThat(all.maxDriftMs()).isEqualTo(3_000);
        assertThat(all.maxFutureSkewMs(true)).isEqualTo(4_000);
    }

    @Test
    void whenDescribed_thenOnlyWhatIsSet() {
        assertThat(Watermarks.monotone()).hasToString("monotone");
        assertThat(Watermarks.fromSource().neverIdle()).hasToString("watermarks of its own, never idle");
        assertThat(Watermarks.outOfOrder(Duration.ofSeconds(5))
                        .idleAfter(Duration.ofSeconds(30))
                        .maxDrift(Duration.ofHours(1)))
                .hasToString("out of order by PT5S, idle after PT30S, at most PT1H ahead of the slowest");
    }
}
