// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.examples.alert;

import static io.leat.aggregate.Aggregates.avg;
import static io.leat.aggregate.Aggregates.key;
import static io.leat.aggregate.Aggregates.row;
import static io.leat.aggregate.Aggregates.windowEnd;
import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;

import io.leat.Parameters;
import io.leat.PipelineBuilder;
import io.leat.PipelineFactory;
import io.leat.connector.Sink;
import io.leat.connector.Source;
import io.leat.connector.file.JsonLines;
import io.leat.time.Watermarks;
import io.leat.window.Windows;
import java.time.Instant;

/**
 * An alert whenever an instance took more than two seconds on average over the last minute, looked at every ten seconds.
 * Calls that are reported too late to be part of any minute are not lost: they have a stream of their own.
 *
 * <p>Run it with {@code leat run SlowInstances.java -- input=calls.jsonl}.
 */
public final class SlowInstances implements PipelineFactory {
    public record Call(String instance, Instant eventTime, long latencyMs) {}

    public record Alert(String instance, Instant at, double averageMs) {}

    @Override
    public void define(PipelineBuilder p, Parameters args) {
        define(p, JsonLines.of(args.path("input"), Call.class), Sink.console(), Sink.of(System.err::println));
    }

    static void define(PipelineBuilder p, Source<Call> calls, Sink<? super Alert> page, Sink<? super Call> late) {
        var latency = p.from("calls", calls.timedBy(Call::eventTime), Watermarks.outOfOrder(ofSeconds(5)))
                .keyBy(Call::instance)
                .window(Windows.sliding(ofMinutes(1), ofSeconds(10)))
                .aggregate("latency", row(Alert.class, Alert::new, key(), windowEnd(), avg(Call::latencyMs)));
        latency.filter(alert -> alert.averageMs() > 2_000).to("page", page);
        latency.late().to("late", late);
    }
}
