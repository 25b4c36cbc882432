// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.connector.otlp;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;

/**
 * An operation that has ended. Its events and links are not kept.
 *
 * @param scope the library that made it, or empty
 * @param traceId 32 hexadecimal digits
 * @param spanId 16 hexadecimal digits
 * @param parentSpanId empty for the first of a trace
 * @param kind {@code INTERNAL}, {@code SERVER}, {@code CLIENT}, {@code PRODUCER}, {@code CONSUMER} or {@code UNSPECIFIED}
 * @param status {@code UNSET}, {@code OK} or {@code ERROR}
 * @param message what went wrong, or empty
 * @param attributes values are String, Boolean, Long, Double, and List and Map of them
 */
public record OtlpSpan(
        OtlpResource resource,
        String scope,
        String traceId,
        String spanId,
        String parentSpanId,
        String name,
        String kind,
        Instant start,
        Instant end,
        String status,
        String message,
        Map<String, Object> attributes) {

    /** Returns how long it took. */
    public Duration duration() {
        return Duration.between(start, end);
    }
}
