// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.examples.instances;

import java.util.SplittableRandom;

/**
 * The moments at which requests arrive: a Poisson process whose rate follows a daily wave and jumps up in bursts.
 *
 * <p>Made by thinning (Lewis and Shedler, 1979): candidates come at the highest rate, and each is kept with the probability
 * that its moment deserves.
 */
final class Arrivals {
    /** A simulated day; 144 times as fast as a real one. */
    static final double DAY_MS = 600_000;

    static final double WAVE = 0.45;
    static final double BURST = 3;
    static final double BURST_MS = 2_500;
    static final double CALM_MS = 27_500;

    /** By how much bursts would raise the average. */
    private static final double MEAN_BURST = (CALM_MS + BURST * BURST_MS) / (CALM_MS + BURST_MS);

    private static final double PEAK = (1 + WAVE) * BURST;

    private final SplittableRandom random;
    private final double candidateGapMs;
    private double nowMs;
    private boolean bursting;
    private double changesAtMs;

    Arrivals(SplittableRandom random, double perSecond) {
        this.random = random;
        this.candidateGapMs = 1_000 / (perSecond / MEAN_BURST * PEAK);
        this.changesAtMs = exponential(random, CALM_MS);
    }

    /** Returns the next arrival in milliseconds since the beginning. */
    double next() {
        do {
            nowMs += exponential(random, candidateGapMs);
            switchBursts();
        } while (random.nextDouble() * PEAK >= intensity());
        return nowMs;
    }

    private void switchBursts() {
        while (nowMs >= changesAtMs) {
            bursting = !bursting;
            changesAtMs += exponential(random, bursting ? BURST_MS : CALM_MS);
        }
    }

    private double intensity() {
        double wave = 1 + WAVE * StrictMath.sin(2 * Math.PI * nowMs / DAY_MS);
        return bursting ? wave * BURST : wave;
    }

    private static double exponential(SplittableRandom random, double mean) {
        return -mean * StrictMath.log(1 - random.nextDouble());
    }
}
