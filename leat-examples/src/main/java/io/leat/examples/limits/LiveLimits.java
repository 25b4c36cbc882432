// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.examples.limits;

import static io.leat.aggregate.Aggregates.avg;
import static io.leat.aggregate.Aggregates.key;
import static io.leat.aggregate.Aggregates.row;
import static io.leat.aggregate.Aggregates.windowEnd;
import static java.time.Duration.ofSeconds;

import io.leat.PipelineBuilder;
import io.leat.connector.Sink;
import io.leat.connector.Source;
import io.leat.function.AsyncMapper;
import io.leat.join.LookupOptions;
import io.leat.time.Watermarks;
import io.leat.window.Windows;
import java.time.Instant;

/**
 * An alert whenever an instance took longer on average over ten seconds than its limit allows, sent to whoever is on call.
 *
 * <p>The limits are a stream of their own, small, on every thread: changing one takes effect with the next average. Who is on
 * call is asked from a service, many requests at a time, with the alerts still in order; if the service does not answer within
 * two seconds, the alert is a dead letter.
 */
public final class LiveLimits {
    public record Call(String instance, Instant eventTime, long latencyMs) {}

    /** How long calls of an instance may take on average; zero or less to stop watching it. */
    public record Limit(String instance, Instant since, long averageMs) {}

    public record Load(String instance, Instant at, double averageMs) {}

    public record Alert(Load load, long limitMs) {}

    public record Page(Alert alert, String to) {}

    private LiveLimits() {}

    static void define(
            PipelineBuilder p,
            Source<Limit> limits,
            Source<Call> calls,
            AsyncMapper<String, String> onCall,
            Sink<? super Page> pages) {
        var table = p.from("limit-changes", limits)
                .broadcast("limits", Limit::instance)
                .removedWhen(limit -> limit.averageMs() <= 0);
        p.from("calls", calls, Watermarks.outOfOrder(ofSeconds(5)))
                .keyBy(Call::instance)
                .window(Windows.tumbling(ofSeconds(10)))
                .aggregate("load", row(Load.class, Load::new, key(), windowEnd(), avg(Call::latencyMs)))
                .<String, Limit, Alert>with("alerts", table, (load, limit, out) -> {
                    Limit of = limit.get(load.instance());
                    if (of != null && load.averageMs() > of.averageMs()) {
                        out.accept(new Alert(load, of.averageMs()));
                    }
                })
                .lookup(
                        "on-call",
                        alert -> onCall.apply(alert.load().instance()),
                        Page::new,
                        LookupOptions.defaults().timeout(ofSeconds(2)))
                .to("pages", pages);
    }
}
