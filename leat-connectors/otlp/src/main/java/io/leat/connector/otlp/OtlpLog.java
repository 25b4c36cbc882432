// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.connector.otlp;

import java.time.Instant;
import java.util.Map;

/**
 * A line of a log.
 *
 * @param scope the library that made it, or empty
 * @param time when it happened, or else when it was seen
 * @param severity from 1 (trace) to 24 (fatal); 0 if that is not said
 * @param level the same in the words of its source, or empty
 * @param eventName the class of events that it is of, or empty
 * @param body its text; anything else as JSON
 * @param traceId 32 hexadecimal digits, or empty
 * @param spanId 16 hexadecimal digits, or empty
 * @param attributes values are String, Boolean, Long, Double, and List and Map of them
 */
public record OtlpLog(
        OtlpResource resource,
        String scope,
        Instant time,
        int severity,
        String level,
        String eventName,
        String body,
        String traceId,
        String spanId,
        Map<String, Object> attributes) {}
