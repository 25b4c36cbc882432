// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.examples.sessions;

import static io.leat.aggregate.Aggregates.count;
import static io.leat.aggregate.Aggregates.key;
import static io.leat.aggregate.Aggregates.max;
import static io.leat.aggregate.Aggregates.min;
import static io.leat.aggregate.Aggregates.row;
import static io.leat.aggregate.Aggregates.sumDouble;
import static java.time.Duration.ofMinutes;

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
 * Visits of users: what belongs together because no five minutes pass between one call and the next.
 *
 * <p>Run it with {@code leat run Visits.java -- input=calls.jsonl}.
 */
public final class Visits implements PipelineFactory {
    public record Call(String user, Instant at, double cost) {}

    public record Visit(String user, long calls, double cost, Instant first, Instant last) {}

    @Override
    public void define(PipelineBuilder p, Parameters args) {
        define(p, JsonLines.of(args.path("input"), Call.class), Sink.console());
    }

    static void define(PipelineBuilder p, Source<Call> calls, Sink<? super Visit> out) {
        p.from("calls", calls.timedBy(Call::at), Watermarks.outOfOrder(ofMinutes(1)))
                .keyBy(Call::user)
                .window(Windows.session(ofMinutes(5)))
                .aggregate(
                        "visit",
                        row(
                                Visit.class,
                                Visit::new,
                                key(),
                                count(),
                                sumDouble(Call::cost),
                                min(Call::at),
                                max(Call::at)))
                .to("out", out);
    }
}
