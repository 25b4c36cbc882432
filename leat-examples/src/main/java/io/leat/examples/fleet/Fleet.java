// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.examples.fleet;

import static io.leat.aggregate.Aggregates.avg;
import static io.leat.aggregate.Aggregates.count;
import static io.leat.aggregate.Aggregates.key;
import static io.leat.aggregate.Aggregates.maxLong;
import static io.leat.aggregate.Aggregates.minLong;
import static io.leat.aggregate.Aggregates.row;
import static io.leat.aggregate.Aggregates.sum;
import static io.leat.aggregate.Aggregates.windowEnd;
import static io.leat.aggregate.Aggregates.windowStart;
import static java.time.Duration.ZERO;
import static java.time.Duration.ofSeconds;

import io.leat.KeyedStream;
import io.leat.Parameters;
import io.leat.PipelineBuilder;
import io.leat.PipelineFactory;
import io.leat.connector.Source;
import io.leat.connector.file.Csv;
import io.leat.connector.file.JsonLines;
import io.leat.time.Watermarks;
import io.leat.window.Windows;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;

/**
 * How many tokens each instance of a fleet generates, in tumbling, sliding and session windows.
 *
 * <p>Run it with {@code leat run Fleet.java -- input=calls.jsonl out=results bound=60s}. Parameters:
 *
 * <ul>
 *   <li>{@code input}: JSON lines, or CSV if its name ends in {@code .csv} or {@code .csv.gz}; plain or gzip
 *   <li>{@code out}: the directory for the results, three files and three of late events
 *   <li>{@code bound}: how far events may be out of order
 *   <li>{@code lateness}: how long after its end a window still takes late events; none unless given
 * </ul>
 */
public final class Fleet implements PipelineFactory {
    /** A call, as far as it matters here: what else is in the input is passed over. */
    public record Call(String instance, Instant eventTime, long generatedTokens) {}

    /** What one instance did in one window; times in milliseconds since 1970. */
    public record Load(String instance, long start, long end, long count, long sum, long min, long max, double avg) {}

    /** A call that came too late; its time in milliseconds since 1970. */
    public record Late(String instance, long eventTime, long generatedTokens) {
        static Late of(Call call) {
            return new Late(call.instance(), call.eventTime().toEpochMilli(), call.generatedTokens());
        }
    }

    @Override
    public void define(PipelineBuilder p, Parameters args) {
        Path out = args.path("out");
        Duration lateness = args.duration("lateness", ZERO);
        KeyedStream<String, Call> calls = p.from(
                        "calls",
                        calls(args.path("input")).timedBy(Call::eventTime),
                        Watermarks.outOfOrder(args.duration("bound")))
                .keyBy(Call::instance);

        load(calls, Windows.tumbling(ofSeconds(10)), lateness, "tumbling_10s", out);
        load(calls, Windows.sliding(ofSeconds(30), ofSeconds(10)), lateness, "sliding_30s_10s", out);
        load(calls, Windows.session(ofSeconds(2)), lateness, "session_2s", out);
    }

    private static Source<Call> calls(Path input) {
        String name = input.getFileName().toString();
        boolean csv = name.endsWith(".csv") || name.endsWith(".csv.gz");
        return csv ? Csv.of(input, Call.class) : JsonLines.of(input, Call.class);
    }

    private static void load(
            KeyedStream<String, Call> calls, Windows windows, Duration lateness, String name, Path out) {
        calls.window(windows)
                .allowedLateness(lateness)
                .finalOnly()
                .aggregate(
                        name,
                        row(
                                Load.class,
                                Load::new,
                                key(),
                                windowStart().then(Instant::toEpochMilli),
                                windowEnd().then(Instant::toEpochMilli),
                                count(),
                                sum(Call::generatedTokens),
                                minLong(Call::generatedTokens),
                                maxLong(Call::generatedTokens),
                                avg(Call::generatedTokens)))
                .late(late ->
                        late.map(Late::of).to(name + ".late.csv", Csv.to(out.resolve(name + ".late.csv"), Late.class)))
                .to(name + ".csv", Csv.to(out.resolve(name + ".csv"), Load.class));
    }
}
