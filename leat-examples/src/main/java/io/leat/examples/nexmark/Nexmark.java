// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.examples.nexmark;

import io.leat.EventStream;
import io.leat.Parameters;
import io.leat.PipelineBuilder;
import io.leat.PipelineFactory;
import io.leat.connector.Sink;
import io.leat.connector.file.JsonLines;
import io.leat.time.Watermarks;
import java.time.Duration;

/**
 * One query over an auction house that is made up. Parameters:
 *
 * <ul>
 *   <li>{@code query}: {@code q0} to {@code q22}, or one of the others in {@code NexmarkQuery}
 *   <li>{@code out}: a file of JSON lines for the answers; printed unless given
 *   <li>{@code events}: how many, 100,000 unless given
 *   <li>{@code rate}: events per second of event time, 1,000 unless given
 *   <li>{@code disorder}: how far they are out of order, one second unless given
 *   <li>{@code seed}: which house, 1 unless given
 *   <li>{@code time}: {@code event} unless given, or {@code arrival}: the events come at their rate, and have the time of the
 *       clock. Query 12 is meant so
 * </ul>
 */
public final class Nexmark implements PipelineFactory {
    @Override
    public void define(PipelineBuilder p, Parameters args) {
        Duration disorder = args.duration("disorder", Duration.ofSeconds(1));
        Traffic traffic = new Traffic(args.number("seed", 1), args.number("rate", 1_000), disorder);
        long count = args.number("events", 100_000);
        EventStream<MarketEvent> events = switch (args.text("time", "event")) {
            case "event" -> p.from("events", traffic.source(count), Watermarks.outOfOrder(disorder));
            case "arrival" -> p.from("events", traffic.live(count));
            default -> throw new IllegalArgumentException("time=" + args.text("time") + ": give event or arrival");
        };
        answer(NexmarkQuery.named(args.text("query")), Market.of(events), args);
    }

    private static <R> void answer(NexmarkQuery<R> query, Market market, Parameters args) {
        query.steps().apply(market).to("answers", sink(query.answers(), args));
    }

    private static <R> Sink<R> sink(Class<R> type, Parameters args) {
        return args.text("out", "").isEmpty() ? Sink.console() : JsonLines.to(args.path("out"), type);
    }
}
