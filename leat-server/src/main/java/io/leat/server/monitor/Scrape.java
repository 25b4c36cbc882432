// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.server.monitor;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.leat.server.metric.LeatMeters;
import io.leat.server.route.Answer;
import io.leat.server.route.Endpoint;
import io.leat.server.route.Request;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.util.List;
import java.util.function.Supplier;

/** All meters of a registry as Prometheus reads them: in OpenMetrics for a client that says that it understands it, else in its older text. */
final class Scrape implements Endpoint {
    private static final String OPEN_METRICS = "application/openmetrics-text";
    private static final String OPEN_METRICS_1 = OPEN_METRICS + "; version=1.0.0; charset=utf-8";
    private static final String TEXT = "text/plain; version=0.0.4; charset=utf-8";

    private final PrometheusMeterRegistry registry;
    private final List<LeatMeters> meters;

    /** {@code meters}: those that are bound to the registry. */
    Scrape(PrometheusMeterRegistry registry, List<LeatMeters> meters) {
        this.registry = registry;
        this.meters = meters;
    }

    @Override
    public Answer answer(Request request) {
        String accept = request.header("Accept");
        String type = accept != null && accept.contains(OPEN_METRICS) ? OPEN_METRICS_1 : TEXT;
        return Answer.of(200, type, scrape(type).getBytes(UTF_8));
    }

    private String scrape(String type) {
        Supplier<String> scrape = () -> registry.scrape(type);
        for (LeatMeters each : meters) {
            Supplier<String> inner = scrape;
            scrape = () -> each.atOneMoment(inner);
        }
        return scrape.get();
    }
}
