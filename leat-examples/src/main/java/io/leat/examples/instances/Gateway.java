// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.examples.instances;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.SplittableRandom;
import java.util.function.Supplier;

/**
 * What stands between the six instances and the pipeline: it passes their reports on, in the order in which they come in.
 *
 * <p>There are two kinds. {@link #requests} are reported when they arrive. {@link #reports} carry the time of the arrival but are written
 * at the completion, so they are out of order by what latencies and delays really do.
 */
final class Gateway {
    /** How many requests are never reported. */
    static final double LOST = 0.002;

    private static final Comparator<Delivery<Inference>> IN_ORDER = Comparator.comparingLong(
                    (Delivery<Inference> d) -> d.atMs())
            .thenComparingLong(d -> d.report().id());

    private final Instant start;
    private final Simulation simulation;
    private final Mishaps mishaps;
    private final SplittableRandom losses;
    private final PriorityQueue<Delivery<Inference>> underway = new PriorityQueue<>(IN_ORDER);
    private Inference upcoming;

    private Gateway(Workload workload) {
        SplittableRandom seeds = new SplittableRandom(workload.seed());
        start = workload.start();
        simulation = new Simulation(workload, seeds);
        mishaps = new Mishaps(seeds.split());
        losses = seeds.split();
        upcoming = simulation.next();
    }

    /** Returns what gives one report after the other, endlessly. */
    static Supplier<Delivery<Inference>> reports(Workload workload) {
        return new Gateway(workload)::nextReport;
    }

    /** Returns what gives one request after the other, endlessly; some are lost. */
    static Supplier<Delivery<Request>> requests(Workload workload) {
        return new Gateway(workload)::nextRequest;
    }

    /** Returns what gives one completion after the other, endlessly: the reports that are not damaged. */
    static Supplier<Delivery<Completion>> completions(Workload workload) {
        return new Gateway(workload)::nextCompletion;
    }

    /** Once a report is out, every arrival before it has been simulated. */
    private Delivery<Inference> nextReport() {
        while (underway.isEmpty()
                || ms(upcoming.eventTime()) <= underway.element().atMs()) {
            underway.add(mishaps.deliver(ms(upcoming.completedAt()), upcoming));
            upcoming = simulation.next();
        }
        return underway.remove();
    }

    private Delivery<Request> nextRequest() {
        while (true) {
            Inference arrived = upcoming;
            upcoming = simulation.next();
            if (losses.nextDouble() >= LOST) {
                return new Delivery<>(ms(arrived.eventTime()), Request.of(arrived));
            }
        }
    }

    private Delivery<Completion> nextCompletion() {
        Delivery<Inference> next = nextReport();
        while (next.brokenLine() != null || !next.report().isTrue()) {
            next = nextReport();
        }
        return new Delivery<>(next.atMs(), Completion.of(next.report()));
    }

    private long ms(Instant at) {
        return Duration.between(start, at).toMillis();
    }
}
