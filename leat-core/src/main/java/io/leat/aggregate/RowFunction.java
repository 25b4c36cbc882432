// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.aggregate;

/**
 * The shapes of a record's constructor, by the number of its parts, so that {@code Load::new} is checked by the compiler
 * in order, number and types. A constructor reference is all that a user writes of them.
 */
public final class RowFunction {
    private RowFunction() {}

    /** Makes a row of 2 parts. */
    @FunctionalInterface
    public interface Of2<P1, P2, R> {
        /** Returns the row. */
        R make(P1 p1, P2 p2);
    }

    /** Makes a row of 3 parts. */
    @FunctionalInterface
    public interface Of3<P1, P2, P3, R> {
        /** Returns the row. */
        R make(P1 p1, P2 p2, P3 p3);
    }

    /** Makes a row of 4 parts. */
    @FunctionalInterface
    public interface Of4<P1, P2, P3, P4, R> {
        /** Returns the row. */
        R make(P1 p1, P2 p2, P3 p3, P4 p4);
    }

    /** Makes a row of 5 parts. */
    @FunctionalInterface
    public interface Of5<P1, P2, P3, P4, P5, R> {
        /** Returns the row. */
        R make(P1 p1, P2 p2, P3 p3, P4 p4, P5 p5);
    }

    /** Makes a row of 6 parts. */
    @FunctionalInterface
    public interface Of6<P1, P2, P3, P4, P5, P6, R> {
        /** Returns the row. */
        R make(P1 p1, P2 p2, P3 p3, P4 p4, P5 p5, P6 p6);
    }

    /** Makes a row of 7 parts. */
    @FunctionalInterface
    public interface Of7<P1, P2, P3, P4, P5, P6, P7, R> {
        /** Returns the row. */
        R make(P1 p1, P2 p2, P3 p3, P4 p4, P5 p5, P6 p6, P7 p7);
    }

    /** Makes a row of 8 parts. */
    @FunctionalInterface
    public interface Of8<P1, P2, P3, P4, P5, P6, P7, P8, R> {
        /** Returns the row. */
        R make(P1 p1, P2 p2, P3 p3, P4 p4, P5 p5, P6 p6, P7 p7, P8 p8);
    }

    /** Makes a row of 9 parts. */
    @FunctionalInterface
    public interface Of9<P1, P2, P3, P4, P5, P6, P7, P8, P9, R> {
        /** Returns the row. */
        R make(P1 p1, P2 p2, P3 p3, P4 p4, P5 p5, P6 p6, P7 p7, P8 p8, P9 p9);
    }

    /** Makes a row of 10 parts. */
    @FunctionalInterface
    public interface Of10<P1, P2, P3, P4, P5, P6, P7, P8, P9, P10, R> {
        /** Returns the row. */
        R make(P1 p1, P2 p2, P3 p3, P4 p4, P5 p5, P6 p6, P7 p7, P8 p8, P9 p9, P10 p10);
    }

    /** Makes a row of 11 parts. */
    @FunctionalInterface
    public interface Of11<P1, P2, P3, P4, P5, P6, P7, P8, P9, P10, P11, R> {
        /** Returns the row. */
        R make(P1 p1, P2 p2, P3 p3, P4 p4, P5 p5, P6 p6, P7 p7, P8 p8, P9 p9, P10 p10, P11 p11);
    }

    /** Makes a row of 12 parts. */
    @FunctionalInterface
    public interface Of12<P1, P2, P3, P4, P5, P6, P7, P8, P9, P10, P11, P12, R> {
        /** Returns the row. */
        R make(P1 p1, P2 p2, P3 p3, P4 p4, P5 p5, P6 p6, P7 p7, P8 p8, P9 p9, P10 p10, P11 p11, P12 p12);
    }

    /** Makes a row of 13 parts. */
    @FunctionalInterface
    public interface Of13<P1, P2, P3, P4, P5, P6, P7, P8, P9, P10, P11, P12, P13, R> {
        /** Returns the row. */
        R make(P1 p1, P2 p2, P3 p3, P4 p4, P5 p5, P6 p6, P7 p7, P8 p8, P9 p9, P10 p10, P11 p11, P12 p12, P13 p13);
    }

    /** Makes a row of 14 parts. */
    @FunctionalInterface
    public interface Of14<P1, P2, P3, P4, P5, P6, P7, P8, P9, P10, P11, P12, P13, P14, R> {
        /** Returns the row. */
        R make(
                P1 p1,
                P2 p2,
                P3 p3,
                P4 p4,
                P5 p5,
                P6 p6,
                P7 p7,
                P8 p8,
                P9 p9,
                P10 p10,
                P11 p11,
                P12 p12,
                P13 p13,
                P14 p14);
    }

    /** Makes a row of 15 parts. */
    @FunctionalInterface
    public interface Of15<P1, P2, P3, P4, P5, P6, P7, P8, P9, P10, P11, P12, P13, P14, P15, R> {
        /** Returns the row. */
        R make(
                P1 p1,
                P2 p2,
                P3 p3,
                P4 p4,
                P5 p5,
                P6 p6,
                P7 p7,
                P8 p8,
                P9 p9,
                P10 p10,
                P11 p11,
                P12 p12,
                P13 p13,
                P14 p14,
                P15 p15);
    }

    /** Makes a row of 16 parts. */
    @FunctionalInterface
    public interface Of16<P1, P2, P3, P4, P5, P6, P7, P8, P9, P10, P11, P12, P13, P14, P15, P16, R> {
        /** Returns the row. */
        R make(
                P1 p1,
                P2 p2,
                P3 p3,
                P4 p4,
                P5 p5,
                P6 p6,
                P7 p7,
                P8 p8,
                P9 p9,
                P10 p10,
                P11 p11,
                P12 p12,
                P13 p13,
                P14 p14,
                P15 p15,
                P16 p16);
    }
}
