// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.sketch;

import com.datadoghq.sketch.ddsketch.DDSketch;
import com.datadoghq.sketch.ddsketch.DDSketches;
import io.leat.aggregate.Aggregate;
import io.leat.aggregate.Aggregates;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/**
 * Aggregates that are roughly right in little memory, to be imported statically beside those of {@link Aggregates}.
 *
 * <p>Their errors are those of the libraries behind them: of distinct counts a standard error, which chance may exceed, of
 * percentiles a bound, which nothing exceeds. Merging two sketches gives what one sketch of all events would have given.
 */
public final class Sketches {
    private static final double STANDARD_ERROR = 0.0125;
    private static final double RELATIVE_ERROR = 0.01;

    /** The standard error of a sketch of a single byte: of 2^p bytes it is this over the root of their number. */
    private static final double ERROR_OF_ONE = 0.782;

    private static final double SMALLEST_RELATIVE_ERROR = 1e-4;

    private Sketches() {}

    /**
     * About how many different values there are; null does not count. The standard error is 1.25 % (a result is further off
     * than twice that in 1 of 22 cases, than three times in 1 of 370), in at most 4 KiB for each key and window. Up to 512
     * values are counted exactly.
     *
     * @param of plain data, as for {@link Aggregates#countDistinct}
     */
    public static <T> Aggregate<@Nullable Object, T, Long> distinctCount(
            Function<? super T, ? extends @Nullable Object> of) {
        return distinctCountWithin(STANDARD_ERROR, of);
    }

    /**
     * About how many different values there are, with a standard error of at most {@code standardError}.
     *
     * @param standardError from 0.0008, which takes 1 MiB for each key and window, to 0.1; halving it takes four times the
     *     memory
     */
    public static <T> Aggregate<@Nullable Object, T, Long> distinctCountWithin(
            double standardError, Function<? super T, ? extends @Nullable Object> of) {
        int p = precision(standardError);
        StableHash64 hash = new StableHash64();
        return Aggregates.<T, @Nullable Long, DistinctSketch, Long>custom(
                new DistinctSketch.SketchCodec(p),
                event -> {
                    Object value = of.apply(event);
                    return value == null ? null : (Long) hash.of(value);
                },
                () -> new DistinctSketch(p),
                (sketch, hashed) -> hashed == null ? sketch : sketch.add(hashed),
                DistinctSketch::addAll,
                DistinctSketch::count);
    }

    private static int precision(double standardError) {
        if (!(standardError >= 0.0008 && standardError <= 0.1)) {
            throw new IllegalArgumentException(
                    "a standard error of " + standardError + ": give one from 0.0008 to 0.1");
        }
        int p = DistinctSketch.MIN_P;
        while (ERROR_OF_ONE / Math.sqrt(1 << p) > standardError) {
            p++;
        }
        return p;
    }

    /**
     * About the value below which a share of the values lies: with 0.5 the median, with 0.99 what one in a hundred exceeds.
     * The value at place {@code floor(share * (n - 1))} of the {@code n} values in ascending order, counted from 0, within 1 %
     * of itself.
     *
     * @param of a finite number; NaN and infinities fail. Numbers nearer to zero than 1e-300 count as zero
     * @param share from 0 to 1
     */
    public static <T> Aggregate<@Nullable Object, T, Double> percentile(ToDoubleFunction<? super T> of, double share) {
        return percentileWithin(RELATIVE_ERROR, of, share);
    }

    /**
     * About the value below which a share of the values lies, within {@code relativeError} of itself.
     *
     * @param relativeError from 0.0001 to 0.5; memory grows with its inverse, and with the logarithm of the range of the values
     */
    public static <T> Aggregate<@Nullable Object, T, Double> percentileWithin(
            double relativeError, ToDoubleFunction<? super T> of, double share) {
        return Sketches.<T>percentilesWithin(relativeError, of, share).then(values -> values.get(0));
    }

    /**
     * Several percentiles of one sketch, in the order of the shares; each as {@link #percentile} says.
     *
     * @param shares at least one, each from 0 to 1
     */
    public static <T> Aggregate<@Nullable Object, T, List<Double>> percentiles(
            ToDoubleFunction<? super T> of, double... shares) {
        return percentilesWithin(RELATIVE_ERROR, of, shares);
    }

    /** Several percentiles of one sketch, in the order of the shares; each as {@link #percentileWithin} says. */
    public static <T> Aggregate<@Nullable Object, T, List<Double>> percentilesWithin(
            double relativeError, ToDoubleFunction<? super T> of, double... shares) {
        double[] quantiles = shares.clone();
        checkShares(quantiles);
        checkRelativeError(relativeError);
        double largest =
                DDSketches.unboundedDense(relativeError).getIndexMapping().maxIndexableValue();
        return Aggregates.<T, Double, DDSketch, List<Double>>custom(
                PercentileCodec.INSTANCE,
                event -> finite(of.applyAsDouble(event), largest),
                () -> DDSketches.unboundedDense(relativeError),
                (sketch, value) -> {
                    sketch.accept(value);
                    return sketch;
                },
                (sketch, other) -> {
                    sketch.mergeWith(other);
                    return sketch;
                },
                sketch -> Arrays.stream(quantiles)
                        .mapToObj(sketch::getValueAtQuantile)
                        .toList());
    }

    private static double finite(double value, double largest) {
        if (!(Math.abs(value) <= largest)) {
            throw new IllegalArgumentException("percentiles are of numbers from " + -largest + " to " + largest
                    + ", and " + value + " is none: filter it out before");
        }
        return value;
    }

    private static void checkShares(double[] shares) {
        if (shares.length == 0) {
            throw new IllegalArgumentException("percentiles of no share: give at least one, such as 0.99");
        }
        for (double share : shares) {
            if (!(share >= 0 && share <= 1)) {
                throw new IllegalArgumentException("the percentile " + share
                        + ": give a share from 0 to 1, such as 0.99 for what one in a hundred exceeds");
            }
        }
    }

    private static void checkRelativeError(double relativeError) {
        if (!(relativeError >= SMALLEST_RELATIVE_ERROR && relativeError <= 0.5)) {
            throw new IllegalArgumentException(
                    "a relative error of " + relativeError + ": give one from 0.0001 to 0.5");
        }
    }
}
