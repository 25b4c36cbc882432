// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.examples.instances;

import java.time.Instant;
import java.util.SplittableRandom;

/** What happens to a report between the server and the pipeline: most come whole and at once. */
final class Mishaps {
    static final double VERY_LATE = 0.003;
    static final double MALFORMED = 0.008;
    static final int VERY_LATE_FROM_MS = 15_000;
    static final int VERY_LATE_TO_MS = 60_000;

    private final SplittableRandom random;

    Mishaps(SplittableRandom random) {
        this.random = random;
    }

    /** Sends a report that is written at {@code writtenMs} on its way. */
    Delivery<Inference> deliver(long writtenMs, Inference report) {
        double luck = random.nextDouble();
        if (luck < MALFORMED) {
            return malformed(writtenMs, report);
        }
        boolean veryLate = luck < MALFORMED + VERY_LATE;
        long delayMs = veryLate ? random.nextInt(VERY_LATE_FROM_MS, VERY_LATE_TO_MS) : 0;
        return new Delivery<>(writtenMs + delayMs, report);
    }

    private Delivery<Inference> malformed(long atMs, Inference report) {
        return switch (random.nextInt(5)) {
            case 0 -> new Delivery<>(atMs, with(report, "", report.eventTime(), report.latencyMs()));
            case 1 -> new Delivery<>(atMs, with(report, report.instance(), report.eventTime(), -report.latencyMs()));
            case 2 -> new Delivery<>(atMs, withTokens(report, -report.generatedTokens() - 1));
            case 3 -> new Delivery<>(atMs, with(report, report.instance(), fromTheFuture(), report.latencyMs()));
            default -> new Delivery<>(atMs, report, "{\"id\":" + report.id() + ",\"instance\":\"" + report.instance());
        };
    }

    private static Instant fromTheFuture() {
        return Instant.parse("2099-12-31T23:59:59Z");
    }

    private static Inference with(Inference r, String instance, Instant eventTime, long latencyMs) {
        return new Inference(
                r.id(),
                instance,
                eventTime,
                r.completedAt(),
                r.promptTokens(),
                r.generatedTokens(),
                latencyMs,
                r.failed());
    }

    private static Inference withTokens(Inference r, int generated) {
        return new Inference(
                r.id(),
                r.instance(),
                r.eventTime(),
                r.completedAt(),
                r.promptTokens(),
                generated,
                r.latencyMs(),
                r.failed());
    }
}
