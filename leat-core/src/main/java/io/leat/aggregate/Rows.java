// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.aggregate;

import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The overloads of {@code row}, one for each number of parts from 2 to 10. Users reach them as {@code Aggregates.row}. */
@SuppressWarnings("unchecked") // each part's result has the type that the overload's signature has checked
abstract sealed class Rows permits LongRows {
    static <K extends @Nullable Object, T, R> Aggregate<K, T, R> of(
            Class<R> type, Function<@Nullable Object[], R> make, Aggregate<?, ?, ?>... parts) {
        return new Aggregate.Row<>(type, make, (List<Aggregate<? super K, ? super T, ? extends @Nullable Object>>)
                (List<?>) List.of(parts));
    }

    /** Several aggregates in one record. */
    public static <K extends @Nullable Object, T, P1, P2, R> Aggregate<K, T, R> row(
            Class<R> type,
            RowFunction.Of2<? super P1, ? super P2, ? extends R> make,
            Aggregate<? super K, ? super T, P1> p1,
            Aggregate<? super K, ? super T, P2> p2) {
        return of(type, v -> make.make((P1) v[0], (P2) v[1]), p1, p2);
    }

    /** Several aggregates in one record. */
    public static <K extends @Nullable Object, T, P1, P2, P3, R> Aggregate<K, T, R> row(
            Class<R> type,
            RowFunction.Of3<? super P1, ? super P2, ? super P3, ? extends R> make,
            Aggregate<? super K, ? super T, P1> p1,
            Aggregate<? super K, ? super T, P2> p2,
            Aggregate<? super K, ? super T, P3> p3) {
        return of(type, v -> make.make((P1) v[0], (P2) v[1], (P3) v[2]), p1, p2, p3);
    }

    /** Several aggregates in one record. */
    public static <K extends @Nullable Object, T, P1, P2, P3, P4, R> Aggregate<K, T, R> row(
            Class<R> type,
            RowFunction.Of4<? super P1, ? super P2, ? super P3, ? super P4, ? extends R> make,
            Aggregate<? super K, ? super T, P1> p1,
            Aggregate<? super K, ? super T, P2> p2,
            Aggregate<? super K, ? super T, P3> p3,
            Aggregate<? super K, ? super T, P4> p4) {
        return of(type, v -> make.make((P1) v[0], (P2) v[1], (P3) v[2], (P4) v[3]), p1, p2, p3, p4);
    }

    /** Several aggregates in one record. */
    public static <K extends @Nullable Object, T, P1, P2, P3, P4, P5, R> Aggregate<K, T, R> row(
            Class<R> type,
            RowFunction.Of5<? super P1, ? super P2, ? super P3, ? super P4, ? super P5, ? extends R> make,
            Aggregate<? super K, ? super T, P1> p1,
            Aggregate<? super K, ? super T, P2> p2,
            Aggregate<? super K, ? super T, P3> p3,
            Aggregate<? super K, ? super T, P4> p4,
            Aggregate<? super K, ? super T, P5> p5) {
        return of(type, v -> make.make((P1) v[0], (P2) v[1], (P3) v[2], (P4) v[3], (P5) v[4]), p1, p2, p3, p4, p5);
    }

    /** Several aggregates in one record. */
    public static <K extends @Nullable Object, T, P1, P2, P3, P4, P5, P6, R> Aggregate<K, T, R> row(
            Class<R> type,
            RowFunction.Of6<? super P1, ? super P2, ? super P3, ? super P4, ? super P5, ? super P6, ? extends R> make,
            Aggregate<? super K, ? super T, P1> p1,
            Aggregate<? super K, ? super T, P2> p2,
            Aggregate<? super K, ? super T, P3> p3,
            Aggregate<? super K, ? super T, P4> p4,
            Aggregate<? super K, ? super T, P5> p5,
            Aggregate<? super K, ? super T, P6> p6) {
        return of(
                type,
                v -> make.make((P1) v[0], (P2) v[1], (P3) v[2], (P4) v[3], (P5) v[4], (P6) v[5]),
                p1,
                p2,
                p3,
                p4,
                p5,
                p6);
    }

    /** Several aggregates in one record. */
    public static <K extends @Nullable Object, T, P1, P2, P3, P4, P5, P6, P7, R> Aggregate<K, T, R> row(
            Class<R> type,
            RowFunction.Of7<
                            ? super P1,
                            ? super P2,
                            ? super P3,
                            ? super P4,
                            ? super P5,
                            ? super P6,
                            ? super P7,
                            ? extends R>
                    make,
            Aggregate<? super K, ? super T, P1> p1,
            Aggregate<? super K, ? super T, P2> p2,
            Aggregate<? super K, ? super T, P3> p3,
            Aggregate<? super K, ? super T, P4> p4,
            Aggregate<? super K, ? super T, P5> p5,
            Aggregate<? super K, ? super T, P6> p6,
            Aggregate<? super K, ? super T, P7> p7) {
        return of(
                type,
                v -> make.make((P1) v[0], (P2) v[1], (P3) v[2], (P4) v[3], (P5) v[4], (P6) v[5], (P7) v[6]),
                p1,
                p2,
                p3,
                p4,
                p5,
                p6,
                p7);
    }

    /** Several aggregates in one record. */
    public static <K extends @Nullable Object, T, P1, P2, P3, P4, P5, P6, P7, P8, R> Aggregate<K, T, R> row(
            Class<R> type,
            RowFunction.Of8<
                            ? super P1,
                            ? super P2,
                            ? super P3,
                            ? super P4,
                            ? super P5,
                            ? super P6,
                            ? super P7,
                            ? super P8,
                            ? extends R>
                    make,
            Aggregate<? super K, ? super T, P1> p1,
            Aggregate<? super K, ? super T, P2> p2,
            Aggregate<? super K, ? super T, P3> p3,
            Aggregate<? super K, ? super T, P4> p4,
            Aggregate<? super K, ? super T, P5> p5,
            Aggregate<? super K, ? super T, P6> p6,
            Aggregate<? super K, ? super T, P7> p7,
            Aggregate<? super K, ? super T, P8> p8) {
        return of(
                type,
                v -> make.make((P1) v[0], (P2) v[1], (P3) v[2], (P4) v[3], (P5) v[4], (P6) v[5], (P7) v[6], (P8) v[7]),
                p1,
                p2,
                p3,
                p4,
                p5,
                p6,
                p7,
                p8);
    }

    /** Several aggregates in one record. */
    public static <K extends @Nullable Object, T, P1, P2, P3, P4, P5, P6, P7, P8, P9, R> Aggregate<K, T, R> row(
            Class<R> type,
            RowFunction.Of9<
                            ? super P1,
                            ? super P2,
                            ? super P3,
                            ? super P4,
                            ? super P5,
                            ? super P6,
                            ? super P7,
                            ? super P8,
                            ? super P9,
                            ? extends R>
                    make,
            Aggregate<? super K, ? super T, P1> p1,
            Aggregate<? super K, ? super T, P2> p2,
            Aggregate<? super K, ? super T, P3> p3,
            Aggregate<? super K, ? super T, P4> p4,
            Aggregate<? super K, ? super T, P5> p5,
            Aggregate<? super K, ? super T, P6> p6,
            Aggregate<? super K, ? super T, P7> p7,
            Aggregate<? super K, ? super T, P8> p8,
            Aggregate<? super K, ? super T, P9> p9) {
        return of(
                type,
                v -> make.make(
                        (P1) v[0], (P2) v[1], (P3) v[2], (P4) v[3], (P5) v[4], (P6) v[5], (P7) v[6], (P8) v[7],
                        (P9) v[8]),
                p1,
                p2,
                p3,
                p4,
                p5,
                p6,
                p7,
                p8,
                p9);
    }

    /** Several aggregates in one record. */
    public static <K extends @Nullable Object, T, P1, P2, P3, P4, P5, P6, P7, P8, P9, P10, R> Aggregate<K, T, R> row(
            Class<R> type,
            RowFunction.Of10<
                            ? super P1,
                            ? super P2,
                            ? super P3,
                            ? super P4,
                            ? super P5,
                            ? super P6,
                            ? super P7,
                            ? super P8,
                            ? super P9,
                            ? super P10,
                            ? extends R>
                    make,
            Aggregate<? super K, ? super T, P1> p1,
            Aggregate<? super K, ? super T, P2> p2,
            Aggregate<? super K, ? super T, P3> p3,
            Aggregate<? super K, ? super T, P4> p4,
            Aggregate<? super K, ? super T, P5> p5,
            Aggregate<? super K, ? super T, P6> p6,
            Aggregate<? super K, ? super T, P7> p7,
            Aggregate<? super K, ? super T, P8> p8,
            Aggregate<? super K, ? super T, P9> p9,
            Aggregate<? super K, ? super T, P10> p10) {
        return of(
                type,
                v -> make.make(
                        (P1) v[0],
                        (P2) v[1],
                        (P3) v[2],
                        (P4) v[3],
                        (P5) v[4],
                        (P6) v[5],
                        (P7) v[6],
                        (P8) v[7],
                        (P9) v[8],
                        (P10) v[9]),
                p1,
                p2,
                p3,
                p4,
                p5,
                p6,
                p7,
                p8,
                p9,
                p10);
    }
}
