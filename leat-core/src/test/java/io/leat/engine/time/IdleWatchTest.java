// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.engine.time;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** "Time under backpressure does not count." The timeout is ten. */
class IdleWatchTest {
    private final IdleWatch watch = new IdleWatch(10, 100);

    private void quietUntil(long now) {
        watch.polled(false);
        watch.tick(now, true);
    }

    @Test
    void whenEmptyForTheTimeout_thenIdleUntilSomethingComes() {
        quietUntil(109);
        assertThat(watch.isIdle()).isFalse();
        quietUntil(110);
        assertThat(watch.isIdle()).isTrue();
        watch.polled(true);
        assertThat(watch.isIdle()).isFalse();
        quietUntil(125);
        assertThat(watch.isIdle()).as("something was there since the last tick").isFalse();
        quietUntil(134);
        assertThat(watch.isIdle()).isFalse();
        quietUntil(135);
        assertThat(watch.isIdle()).isTrue();
    }

    @Test
    void whenItWasNotPolled_thenThatTimeDoesNotCount() {
        quietUntil(105);
        watch.tick(1_000, true);
        assertThat(watch.isIdle()).isFalse();
        quietUntil(1_004);
        assertThat(watch.isIdle()).isFalse();
        quietUntil(1_005);
        assertThat(watch.isIdle()).isTrue();
    }

    @Test
    void whenItCouldNotBePolledAllTheTime_thenThatTimeDoesNotCount() {
        watch.polled(false);
        watch.tick(1_000, false);
        assertThat(watch.isIdle()).isFalse();
        quietUntil(1_010);
        assertThat(watch.isIdle()).isTrue();
    }

    @Test
    void whenTheClockGoesBack_thenThatDoesNotCount() {
        quietUntil(50);
        quietUntil(59);
        assertThat(watch.isIdle()).isFalse();
        quietUntil(60);
        assertThat(watch.isIdle()).isTrue();
    }

    @Test
    void whenTheWatermarkMoved_thenItGoesOnFromThere() {
        watch.moved(103);
        quietUntil(120);
        assertThat(watch.clocked(1_000)).isEqualTo(1_017);
        assertThat(watch.clocked(Long.MIN_VALUE)).isEqualTo(Long.MIN_VALUE);
    }
}
