// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.server.monitor;

import io.leat.Leat;
import io.leat.server.metric.LeatMeters;
import io.leat.server.route.Endpoint;
import io.leat.server.watch.Watch;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

/** What a server tells those who look after the program: {@code /metrics} and {@code /health}. */
public final class Monitor implements AutoCloseable {
    private final PrometheusMeterRegistry registry;
    private final Health health;
    private final List<LeatMeters> meters = new CopyOnWriteArrayList<>();

    /**
     * Sets it up.
     *
     * @param watch the jobs whose health it is
     * @param stuckAfter how long a job may get nowhere while one of its threads is busy
     */
    public Monitor(PrometheusMeterRegistry registry, Watch watch, Duration stuckAfter) {
        this.registry = registry;
        this.health = new Health(watch, stuckAfter);
    }

    /** Adds the meters of the jobs of an engine. */
    public void watch(Leat leat) {
        LeatMeters added = LeatMeters.of(leat);
        meters.add(added);
        added.bindTo(registry);
    }

    /** Returns the endpoints by method and path. */
    public Map<String, Endpoint> endpoints() {
        return Map.of(
                "GET /metrics", new Scrape(registry, meters),
                "GET /health/live", health::live,
                "GET /health/ready", health::ready);
    }

    /** Removes the meters. */
    @Override
    public void close() {
        meters.forEach(LeatMeters::close);
    }
}
