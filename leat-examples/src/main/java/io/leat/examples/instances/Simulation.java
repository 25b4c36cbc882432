// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.examples.instances;

import java.time.Instant;
import java.util.List;
import java.util.PriorityQueue;
import java.util.SplittableRandom;

/**
 * Six model servers at work: an endless sequence of reports in the order in which they come in.
 *
 * <p>A report carries the time of the arrival but is written at the completion, so the sequence is out of order by what
 * latencies and delays really do. The same workload gives the same sequence.
 */
final class Simulation {
    private final Instant start;
    private final Arrivals arrivals;
    private final List<ModelServer> servers;
    private final SplittableRandom routing;
    private final SplittableRandom sizes;
    private final Mishaps mishaps;
    private final PriorityQueue<Delivery> underway = new PriorityQueue<>(Delivery.IN_ORDER);
    private double nextArrivalMs;
    private long requests;

    Simulation(Workload workload) {
        SplittableRandom seeds = new SplittableRandom(workload.seed());
        start = workload.start();
        arrivals = new Arrivals(seeds.split(), workload.rate());
        routing = seeds.split();
        sizes = seeds.split();
        mishaps = new Mishaps(seeds.split());
        servers = Instance.SIX.stream()
                .map(instance -> new ModelServer(instance, workload.rate()))
                .toList();
        nextArrivalMs = arrivals.next();
    }

    /** Returns the next report. Once it is out, every arrival before it has been simulated. */
    Delivery next() {
        while (underway.isEmpty() || nextArrivalMs <= underway.element().atMs()) {
            underway.add(request(nextArrivalMs));
            nextArrivalMs = arrivals.next();
        }
        return underway.remove();
    }

    private Delivery request(double arrivalMs) {
        ModelServer server = choose(arrivalMs);
        int prompt = Sizes.PROMPT.draw(sizes);
        int generated = Sizes.GENERATED.draw(sizes);
        boolean failed = routing.nextDouble() < server.instance().errorRate();
        if (failed) {
            generated = 0;
        }
        long arrival = (long) arrivalMs;
        long completed = (long) server.serve(arrivalMs, prompt, generated);
        Inference report = new Inference(
                requests++,
                server.instance().name(),
                start.plusMillis(arrival),
                start.plusMillis(completed),
                prompt,
                generated,
                completed - arrival,
                failed);
        return mishaps.deliver(completed, report);
    }

    /** Chooses by share; what would go to a silent server is dealt to the others. */
    private ModelServer choose(double arrivalMs) {
        while (true) {
            double part = routing.nextDouble();
            for (ModelServer server : servers) {
                part -= server.instance().share();
                if (part < 0 && server.instance().takesRequests(arrivalMs)) {
                    return server;
                }
                if (part < 0) {
                    break;
                }
            }
        }
    }
}
