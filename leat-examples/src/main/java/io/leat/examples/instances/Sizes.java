// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.examples.instances;

import java.util.SplittableRandom;

/**
 * A log-normal distribution of token counts, cut off at a model's limit.
 *
 * @param median the count that half of the requests stay below
 * @param mean with the median it gives the width: {@code sigma² = 2 ln(mean / median)}
 * @param most the limit
 */
record Sizes(double median, double mean, int most) {
    /** Prompts of the Azure code trace. */
    static final Sizes PROMPT = new Sizes(1_469, 2_048, 8_192);

    /** Answers of the Azure code trace. */
    static final Sizes GENERATED = new Sizes(13, 27.9, 2_048);

    /** Returns one count, at least 1. */
    int draw(SplittableRandom random) {
        double sigma = StrictMath.sqrt(2 * StrictMath.log(mean / median));
        double tokens = median * StrictMath.exp(sigma * gaussian(random));
        return (int) Math.max(1, Math.min(most, Math.round(tokens)));
    }

    /** Box and Muller, 1958: the same on every JDK, which {@code nextGaussian} does not promise. */
    private static double gaussian(SplittableRandom random) {
        double radius = StrictMath.sqrt(-2 * StrictMath.log(1 - random.nextDouble()));
        return radius * StrictMath.cos(2 * Math.PI * random.nextDouble());
    }
}
