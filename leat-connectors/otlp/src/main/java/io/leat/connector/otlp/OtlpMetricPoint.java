// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.connector.otlp;

import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * A measured value at a time.
 *
 * @param scope the library that made it, or empty
 * @param name of the metric
 * @param unit of it, such as {@code s} or {@code {token}}, or empty
 * @param type {@code gauge}, {@code sum}, {@code histogram}, {@code exponential_histogram} or {@code summary}
 * @param temporality whether it is since {@code start} ({@code CUMULATIVE}) or since the last point ({@code DELTA}); empty where that means
 *     nothing
 * @param monotonic whether a sum only grows
 * @param start since when it is measured; the time of the point if that is not said
 * @param value of a gauge or sum; the sum of all values otherwise
 * @param count how many values; 1 for a gauge or sum
 * @param bounds the upper bounds of the buckets of a histogram but the last; empty for others
 * @param buckets how many values are in each bucket; empty for others
 * @param attributes values are String, Boolean, Long, Double, and List and Map of them
 */
public record OtlpMetricPoint(
        OtlpResource resource,
        String scope,
        String name,
        String unit,
        String type,
        String temporality,
        boolean monotonic,
        Instant start,
        Instant time,
        double value,
        long count,
        List<Double> bounds,
        List<Long> buckets,
        Map<String, Object> attributes) {}
