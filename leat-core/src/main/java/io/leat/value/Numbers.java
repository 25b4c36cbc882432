// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.value;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.util.Collection;
import org.jspecify.annotations.Nullable;

/**
 * Arithmetic over numbers of mixed classes. Whole numbers and decimals are computed exactly, floating-point ones compensated
 * (Neumaier 1974). A result is a {@code Long} where all are whole, a {@code Double} where one is floating, otherwise a
 * {@code BigDecimal}.
 */
public final class Numbers {
    private Numbers() {}

    /**
     * Returns the sum; 0 of none.
     *
     * @throws ArithmeticException if it is whole and no long can hold it
     */
    public static Number sum(Collection<? extends Number> numbers) {
        if (anyFloating(numbers)) {
            return compensated(numbers);
        }
        BigDecimal sum = exactSum(numbers);
        return numbers.stream().allMatch(Numbers::isWhole) ? (Number) fittingLong(sum) : sum;
    }

    /** Returns the mean; null of none. */
    public static @Nullable Double average(Collection<? extends Number> numbers) {
        if (numbers.isEmpty()) {
            return null;
        }
        return anyFloating(numbers)
                ? compensated(numbers) / numbers.size()
                : exactSum(numbers)
                        .divide(BigDecimal.valueOf(numbers.size()), MathContext.DECIMAL128)
                        .doubleValue();
    }

    /** Returns the largest, or with {@code -1} for {@code sign} the smallest; 0 of none, NaN if one is. */
    public static Number extreme(Collection<? extends Number> numbers, int sign) {
        Number best = null;
        for (Number number : numbers) {
            if (isFloating(number) && Double.isNaN(number.doubleValue())) {
                return Double.NaN;
            }
            if (best == null || sign * compare(number, best) > 0) {
                best = number;
            }
        }
        return best == null ? 0L : plain(best);
    }

    /**
     * Returns a number as a long.
     *
     * @throws ArithmeticException if it is not whole, or no long can hold it
     */
    public static long exactLong(Number number) {
        if (isFloating(number) && !Double.isFinite(number.doubleValue())) {
            throw new ArithmeticException(number + " is not a whole number");
        }
        return exact(number).longValueExact();
    }

    /** Returns the exact value of a finite number. */
    static BigDecimal exact(Number number) {
        if (number instanceof BigDecimal decimal) {
            return decimal;
        }
        if (number instanceof BigInteger integer) {
            return new BigDecimal(integer);
        }
        return isWhole(number) ? BigDecimal.valueOf(number.longValue()) : new BigDecimal(number.doubleValue());
    }

    static boolean isWhole(Number number) {
        return number instanceof Long
                || number instanceof Integer
                || number instanceof Short
                || number instanceof Byte
                || number instanceof BigInteger;
    }

    /** Numbers of a class that nobody knows are taken for what their {@code doubleValue} is. */
    static boolean isFloating(Number number) {
        return !isWhole(number) && !(number instanceof BigDecimal);
    }

    private static boolean anyFloating(Collection<? extends Number> numbers) {
        return numbers.stream().anyMatch(Numbers::isFloating);
    }

    private static Number plain(Number number) {
        if (number instanceof BigDecimal) {
            return number;
        }
        return isWhole(number) ? (Number) fittingLong(exact(number)) : (Number) number.doubleValue();
    }

    private static Long fittingLong(BigDecimal whole) {
        try {
            return whole.longValueExact();
        } catch (ArithmeticException e) {
            throw new ArithmeticException(
                    "the result is " + whole.toBigInteger() + ", which no long can hold: compute it with a function");
        }
    }

    private static int compare(Number a, Number b) {
        boolean endless = isInfinite(a) || isInfinite(b);
        return endless ? Double.compare(a.doubleValue(), b.doubleValue()) : exact(a).compareTo(exact(b));
    }

    private static boolean isInfinite(Number number) {
        return isFloating(number) && Double.isInfinite(number.doubleValue());
    }

    /** Adds longs as longs for as long as their sum is one. */
    private static BigDecimal exactSum(Collection<? extends Number> numbers) {
        BigDecimal sum = BigDecimal.ZERO;
        long part = 0;
        for (Number number : numbers) {
            if (number instanceof Long || number instanceof Integer) {
                long value = number.longValue();
                long next = part + value;
                if (((part ^ next) & (value ^ next)) < 0) { // it has left the range
                    sum = sum.add(BigDecimal.valueOf(part));
                    next = value;
                }
                part = next;
            } else {
                sum = sum.add(exact(number));
            }
        }
        return sum.add(BigDecimal.valueOf(part));
    }

    private static double compensated(Collection<? extends Number> numbers) {
        double sum = 0;
        double lost = 0;
        for (Number number : numbers) {
            double value = number.doubleValue();
            double next = sum + value;
            lost += Math.abs(sum) >= Math.abs(value) ? (sum - next) + value : (value - next) + sum;
            sum = next;
        }
        return Double.isFinite(sum) ? sum + lost : sum; // what is lost on the way to infinity is no number
    }
}
