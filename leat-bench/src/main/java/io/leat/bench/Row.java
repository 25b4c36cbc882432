// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.bench;

/**
 * A row of the report.
 *
 * @param leat million events per second of processor time, the median
 * @param hand the same of the loop written by hand
 * @param ratio of the two
 * @param wallRatio the median ratio by the clock on the wall
 * @param windowed whether the work keeps state in windows
 * @param leastRatio what the ratio must not be below; 0 for the limit of its kind of work
 */
record Row(
        String work,
        double leat,
        double hand,
        Ratio ratio,
        double wallRatio,
        Cost leatCost,
        Cost handCost,
        boolean windowed,
        double leastRatio) {
    /** The ratios of all pairs of runs. */
    record Ratio(double median, double lowest, double highest) {}
}
