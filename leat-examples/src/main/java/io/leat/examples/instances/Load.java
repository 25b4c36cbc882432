// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.examples.instances;

import java.time.Instant;

/**
 * What one instance did in one window. Errors count as requests.
 *
 * @param instance which
 * @param start the first instant of the window
 * @param end the first instant after it
 * @param requests how many
 * @param tokens read and written
 * @param avgMs mean latency
 * @param minMs smallest latency
 * @param maxMs largest latency
 */
public record Load(
        String instance,
        Instant start,
        Instant end,
        long requests,
        long tokens,
        double avgMs,
        long minMs,
        long maxMs) {}
