// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.examples.instances;

import java.util.PriorityQueue;

/** A simulated model server: so many requests at once, the others wait in line. */
final class ModelServer {
    /** Service time is {@code BASE_MS + MS_PER_PROMPT_TOKEN * prompt + MS_PER_GENERATED_TOKEN * generated}. */
    static final double BASE_MS = 200;

    static final double MS_PER_PROMPT_TOKEN = 0.3;
    static final double MS_PER_GENERATED_TOKEN = 25;

    /** How busy a server is on average; bursts bring it to its limit. */
    static final double UTILISATION = 0.4;

    private final Instance instance;

    /** When each slot is free again, soonest first. */
    private final PriorityQueue<Double> freeAtMs = new PriorityQueue<>();

    ModelServer(Instance instance, double ratePerSecond) {
        this.instance = instance;
        double busySlots = ratePerSecond * instance.share() * meanServiceMs() * instance.slowness() / 1_000;
        for (int i = 0; i < Math.max(2, Math.ceil(busySlots / UTILISATION)); i++) {
            freeAtMs.add(0.0);
        }
    }

    Instance instance() {
        return instance;
    }

    /** Takes a request and returns when it will be answered. */
    double serve(double arrivalMs, int promptTokens, int generatedTokens) {
        double begin = Math.max(arrivalMs, freeAtMs.remove());
        double end = begin + serviceMs(promptTokens, generatedTokens) * instance.slowness();
        freeAtMs.add(end);
        return end;
    }

    private static double serviceMs(double promptTokens, double generatedTokens) {
        return BASE_MS + MS_PER_PROMPT_TOKEN * promptTokens + MS_PER_GENERATED_TOKEN * generatedTokens;
    }

    private static double meanServiceMs() {
        return serviceMs(Sizes.PROMPT.mean(), Sizes.GENERATED.mean());
    }
}
