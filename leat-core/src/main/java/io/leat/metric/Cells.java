// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.metric;

/**
 * The cells of a histogram of whole numbers: those up to 255 have one each, larger ones share 128 from one power of two to the next, as
 * in an HdrHistogram. So what is told of a number is up to 1/128 too large, never too small.
 */
public final class Cells {
    /** The cells from one power of two to the next are {@code 1 << BITS}. */
    private static final int BITS = 7;
    /** Larger numbers count as this. */
    private static final long LARGEST = 1L << 42;

    /** How many there are. */
    public static final int COUNT = of(LARGEST) + 1;

    private Cells() {}

    /**
     * Returns the cell of a number.
     *
     * @param number 0 or more
     */
    public static int of(long number) {
        long n = Math.min(number, LARGEST);
        int shift = Math.max(0, Long.SIZE - 1 - BITS - Long.numberOfLeadingZeros(n));
        return (shift << BITS) + (int) (n >>> shift);
    }

    /** Returns the largest number of a cell. */
    public static long largestOf(int cell) {
        int shift = Math.max(0, (cell >>> BITS) - 1);
        int leading = cell - (shift << BITS);
        return ((leading + 1L) << shift) - 1;
    }
}
