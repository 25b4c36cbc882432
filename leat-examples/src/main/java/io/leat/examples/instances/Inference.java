// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.examples.instances;

import java.time.Instant;

/**
 * One request to a model server, reported by the server when it is done with it.
 *
 * @param id counts the requests of a run
 * @param instance which of the servers; empty if the report has lost it
 * @param eventTime when the request arrived
 * @param completedAt when it was answered
 * @param promptTokens what was read
 * @param generatedTokens what was written
 * @param latencyMs from arrival to answer
 * @param failed whether the answer was an error
 */
public record Inference(
        long id,
        String instance,
        Instant eventTime,
        Instant completedAt,
        int promptTokens,
        int generatedTokens,
        long latencyMs,
        boolean failed) {
    /** Returns all tokens, read and written. */
    public long tokens() {
        return (long) promptTokens + generatedTokens;
    }

    /**
     * Returns this report if it can be true.
     *
     * @throws IllegalArgumentException if it cannot
     */
    public Inference checked() {
        if (instance.isEmpty()) {
            throw new IllegalArgumentException("the instance is missing");
        }
        if (latencyMs < 0) {
            throw new IllegalArgumentException("a latency of " + latencyMs + " ms");
        }
        if (promptTokens < 0 || generatedTokens < 0) {
            throw new IllegalArgumentException(promptTokens + " + " + generatedTokens + " tokens");
        }
        return this;
    }

    /** Returns whether nothing of it was damaged on the way. */
    boolean isTrue() {
        return !instance.isEmpty()
                && promptTokens >= 0
                && generatedTokens >= 0
                && latencyMs >= 0
                && eventTime.plusMillis(latencyMs).equals(completedAt);
    }

    /** Returns the name of the model that has answered. */
    String model() {
        return Instance.named(instance).model().name();
    }

    /** Returns what the request costs by the prices of the model, in US dollars. */
    double usd() {
        return Instance.named(instance).model().usd(promptTokens, generatedTokens);
    }
}
