// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.examples.instances;

import java.time.Instant;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Six model servers at work: an endless sequence of requests in the order in which they arrive, each with how it ends. The same workload
 * gives the same sequence.
 */
final class Simulation {
    private final Instant start;
    private final Arrivals arrivals;
    private final List<ModelServer> servers;
    private final SplittableRandom routing;
    private final SplittableRandom sizes;
    private long requests;

    Simulation(Workload workload, SplittableRandom seeds) {
        start = workload.start();
        arrivals = new Arrivals(seeds.split(), workload.rate());
        routing = seeds.split();
        sizes = seeds.split();
        servers = Instance.SIX.stream()
                .map(instance -> new ModelServer(instance, workload.rate()))
                .toList();
    }

    /** Returns the next request. */
    Inference next() {
        double arrivalMs = arrivals.next();
        ModelServer server = choose(arrivalMs);
        int prompt = Sizes.PROMPT.draw(sizes);
        int generated = Sizes.GENERATED.draw(sizes);
        boolean failed = routing.nextDouble() < server.instance().errorRate();
        if (failed) {
            generated = 0;
        }
        long arrival = (long) arrivalMs;
        long completed = (long) server.serve(arrivalMs, prompt, generated);
        return new Inference(
                requests++,
                server.instance().name(),
                start.plusMillis(arrival),
                start.plusMillis(completed),
                prompt,
                generated,
                completed - arrival,
                failed);
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
