// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.examples.instances;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What one simulated model server is like.
 *
 * @param name {@code ai-1} to {@code ai-6}
 * @param model what it serves
 * @param share its part of the traffic
 * @param slowness factor on its service times
 * @param errorRate how many of its answers are errors, from 0 to 1
 * @param pauses when it falls silent; null for never
 */
record Instance(
        String name,
        Model model,
        double share,
        double slowness,
        double errorRate,
        @Nullable Pauses pauses) {
    /** The six. Shares add up to 1. */
    static final List<Instance> SIX = List.of(
            new Instance("ai-1", Model.MEDIUM, 0.24, 0.9, 0.005, null),
            new Instance("ai-2", Model.MEDIUM, 0.20, 1.0, 0.010, null),
            new Instance("ai-3", Model.MEDIUM, 0.18, 1.0, 0.010, null),
            new Instance("ai-4", Model.LARGE, 0.16, 1.1, 0.015, new Pauses(32_000, 90_000, 20_000)),
            new Instance("ai-5", Model.LARGE, 0.13, 1.3, 0.040, null),
            new Instance("ai-6", Model.SMALL, 0.09, 0.7, 0.005, null));

    /** Returns the one of a name. */
    static Instance named(String name) {
        return SIX.stream()
                .filter(instance -> instance.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("there is no instance '" + name + "'"));
    }

    /** Returns whether it takes requests at a time in milliseconds of the run. */
    boolean takesRequests(double atMs) {
        return pauses == null || !pauses.contain(atMs);
    }

    /** Times of silence: from {@code firstMs} on, every {@code everyMs}, for {@code forMs}. */
    record Pauses(double firstMs, double everyMs, double forMs) {
        boolean contain(double atMs) {
            return atMs >= firstMs && (atMs - firstMs) % everyMs < forMs;
        }
    }
}
