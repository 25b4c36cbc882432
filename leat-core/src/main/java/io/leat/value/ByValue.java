// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.value;

import java.math.BigDecimal;
import java.math.BigInteger;
import org.jspecify.annotations.Nullable;

/** Values in a form in which equal numbers are equal: {@code 1}, {@code 1L}, {@code 1.0} and {@code 1.00} of a decimal. */
public final class ByValue {
    private ByValue() {}

    /** Returns the form of a value; null for null and for NaN, which equal nothing. Other values are their own form. */
    public static @Nullable Object of(@Nullable Object value) {
        if (value instanceof Integer || value instanceof Short || value instanceof Byte) {
            return ((Number) value).longValue();
        }
        if (value instanceof Double || value instanceof Float) {
            return ofDouble(((Number) value).doubleValue());
        }
        if (value instanceof BigInteger integer) {
            return ofDecimal(new BigDecimal(integer));
        }
        return value instanceof BigDecimal decimal ? ofDecimal(decimal) : value;
    }

    private static @Nullable Object ofDouble(double number) {
        if (Double.isNaN(number)) {
            return null;
        }
        return Double.isInfinite(number) ? (Object) number : ofDecimal(new BigDecimal(number));
    }

    private static Object ofDecimal(BigDecimal number) {
        BigDecimal shortest = number.stripTrailingZeros();
        return shortest.scale() <= 0 && shortest.precision() - shortest.scale() <= 19 && fitsLong(shortest)
                ? (Object) shortest.longValue()
                : shortest;
    }

    private static boolean fitsLong(BigDecimal whole) {
        return whole.toBigInteger().bitLength() < Long.SIZE;
    }
}
