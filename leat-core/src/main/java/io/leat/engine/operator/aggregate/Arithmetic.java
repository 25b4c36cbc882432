// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.engine.operator.aggregate;

/** The arithmetic of the parts; called by compiled accumulators, and small enough to be inlined there. */
final class Arithmetic {
    private Arithmetic() {}

    /** Returns what the high half of a 128-bit sum grows by when {@code x} is added to its low half. */
    static long carry(long low, long x) {
        return (x >> 63) + (Long.compareUnsigned(low + x, low) < 0 ? 1 : 0);
    }

    /** Returns a 128-bit sum as a long. */
    static long exact(long high, long low) {
        if (high != low >> 63) {
            throw new ArithmeticException("the sum does not fit a long: it is about "
                    + (high * 0x1p64 + (low >= 0 ? low : low + 0x1p64)) + "; sum a smaller unit or use sumDouble");
        }
        return low;
    }

    /** Returns the bits of {@code sum + x}. */
    static long sum(long sumBits, double x) {
        return Double.doubleToRawLongBits(Double.longBitsToDouble(sumBits) + x);
    }

    /**
     * Returns the bits of the compensation after {@code x} is added to {@code sum}: Neumaier's variant of Kahan summation
     * (A. Neumaier, ZAMM 54, 1974), in which {@code x} may be larger than the sum.
     */
    static long compensation(long sumBits, long compensationBits, double x) {
        double sum = Double.longBitsToDouble(sumBits);
        double total = sum + x;
        double lost = Math.abs(sum) >= Math.abs(x) ? (sum - total) + x : (x - total) + sum;
        return Double.doubleToRawLongBits(Double.longBitsToDouble(compensationBits) + lost);
    }

    /** Returns a compensated sum; where it has overflown or met an infinity, the compensation means nothing. */
    static double compensated(long sumBits, long compensationBits) {
        double sum = Double.longBitsToDouble(sumBits);
        return Double.isFinite(sum) ? sum + Double.longBitsToDouble(compensationBits) : sum;
    }
}
