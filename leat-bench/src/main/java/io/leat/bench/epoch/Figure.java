// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.bench.epoch;

import java.util.Locale;

/**
 * Something that was measured.
 *
 * @param value in the unit
 * @param most that is allowed; infinite if it is only reported
 */
public record Figure(String name, double value, String unit, double most) {
    /** Returns one that is only reported. */
    static Figure reported(String name, double value, String unit) {
        return new Figure(name, value, unit, Double.POSITIVE_INFINITY);
    }

    /** Returns whether it is too high. */
    public boolean isTooHigh() {
        return value > most;
    }

    /** Returns it as a line. */
    @Override
    public String toString() {
        String bound = Double.isInfinite(most) ? "" : String.format(Locale.ROOT, "   at most %.0f %s", most, unit);
        return String.format(Locale.ROOT, "%-66s %9.2f %-3s%s", name, value, unit, bound)
                .stripTrailing();
    }
}
