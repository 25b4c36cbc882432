// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.examples.price;

import static java.time.Duration.ofDays;
import static java.time.Duration.ofSeconds;

import io.leat.Parameters;
import io.leat.PipelineBuilder;
import io.leat.PipelineFactory;
import io.leat.connector.Sink;
import io.leat.connector.Source;
import io.leat.connector.file.JsonLines;
import io.leat.join.JoinBounds;
import io.leat.time.Watermarks;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Calls priced by the tariff of their model that was valid at their time, however late either of them comes in. A tariff is valid
 * until the next one, for at most 90 days; calls for which there is none are priced at nothing, and say so.
 *
 * <p>Run it with {@code leat run PricedCalls.java -- calls=calls.jsonl tariffs=tariffs.jsonl}.
 */
public final class PricedCalls implements PipelineFactory {
    public record Call(String id, String model, int tokens, Instant at) {}

    public record Tariff(String model, double perToken, Instant validFrom) {}

    public record Priced(String call, double price, boolean known) {
        static Priced of(Call call, @Nullable Tariff tariff) {
            return tariff == null
                    ? new Priced(call.id(), 0, false)
                    : new Priced(call.id(), call.tokens() * tariff.perToken(), true);
        }
    }

    @Override
    public void define(PipelineBuilder p, Parameters args) {
        define(
                p,
                JsonLines.of(args.path("calls"), Call.class),
                JsonLines.of(args.path("tariffs"), Tariff.class),
                Sink.console());
    }

    static void define(PipelineBuilder p, Source<Call> calls, Source<Tariff> tariffs, Sink<? super Priced> out) {
        var disorder = Watermarks.outOfOrder(ofSeconds(5));
        var valid =
                p.from("tariffs", tariffs.timedBy(Tariff::validFrom), disorder).keyBy(Tariff::model);
        p.from("calls", calls.timedBy(Call::at), disorder)
                .keyBy(Call::model)
                .join("priced", valid, JoinBounds.asOf(ofDays(90)))
                .left(Priced::of)
                .to("out", out);
    }
}
