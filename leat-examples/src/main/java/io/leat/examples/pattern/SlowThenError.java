// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.examples.pattern;

import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;

import io.leat.Parameters;
import io.leat.PipelineBuilder;
import io.leat.PipelineFactory;
import io.leat.connector.Sink;
import io.leat.connector.Source;
import io.leat.connector.file.JsonLines;
import io.leat.pattern.Match;
import io.leat.pattern.Pattern;
import io.leat.time.Watermarks;
import java.time.Instant;

/**
 * An alert when an instance had three slow calls and then a failed one, all within a minute. What lies between them does not
 * matter, and calls may be reported five seconds out of order: the pattern sees them in the order of their time.
 *
 * <p>Run it with {@code leat run SlowThenError.java -- input=calls.jsonl}.
 */
public final class SlowThenError implements PipelineFactory {
    public record Call(String instance, Instant eventTime, long latencyMs, boolean failed) {}

    public record Alert(String instance, Instant slowSince, Instant failedAt, long slowestMs) {}

    /** Each call counts for one alert at most. */
    private static final Pattern<Call> SLOW_THEN_ERROR = Pattern.<Call>begin("slow", c -> c.latencyMs() > 2_000)
            .times(3)
            .followedBy("error", Call::failed)
            .within(ofMinutes(1))
            .skipPastLastEvent();

    @Override
    public void define(PipelineBuilder p, Parameters args) {
        define(p, JsonLines.of(args.path("input"), Call.class), Sink.console());
    }

    static void define(PipelineBuilder p, Source<Call> calls, Sink<? super Alert> page) {
        p.from("calls", calls.timedBy(Call::eventTime), Watermarks.outOfOrder(ofSeconds(5)))
                .keyBy(Call::instance)
                .match("slow-then-error", SLOW_THEN_ERROR)
                .map(SlowThenError::alert)
                .to("page", page);
    }

    private static Alert alert(Match<Call> match) {
        Call error = match.one("error");
        long slowest =
                match.all("slow").stream().mapToLong(Call::latencyMs).max().orElse(0);
        return new Alert(error.instance(), match.start(), match.end(), slowest);
    }
}
