// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.examples.instances;

import java.time.Instant;

/**
 * What one instance cost in one window.
 *
 * @param instance which
 * @param model what it serves
 * @param start the first instant of the window
 * @param end the first instant after it
 * @param requests how many, errors included
 * @param errors how many of the answers were errors
 * @param promptTokens read
 * @param generatedTokens written
 * @param usd by the prices of the model, in US dollars
 */
public record Cost(
        String instance,
        String model,
        Instant start,
        Instant end,
        long requests,
        long errors,
        long promptTokens,
        long generatedTokens,
        double usd) {}
