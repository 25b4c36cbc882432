// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.examples.silence;

import static java.time.Duration.ofSeconds;

import io.leat.Parameters;
import io.leat.PipelineBuilder;
import io.leat.PipelineFactory;
import io.leat.connector.Sink;
import io.leat.connector.Source;
import io.leat.connector.file.JsonLines;
import io.leat.time.Watermarks;
import java.time.Instant;

/**
 * Instances from which nothing was heard for thirty seconds.
 *
 * <p>Run it with {@code leat run SilentInstances.java -- input=calls.jsonl}.
 */
public final class SilentInstances implements PipelineFactory {
    public record Call(String instance, Instant eventTime) {}

    @Override
    public void define(PipelineBuilder p, Parameters args) {
        define(p, JsonLines.of(args.path("input"), Call.class), Sink.console());
    }

    static void define(PipelineBuilder p, Source<Call> calls, Sink<? super Silent> out) {
        p.from("calls", calls.timedBy(Call::eventTime), Watermarks.outOfOrder(ofSeconds(5)))
                .keyBy(Call::instance)
                .process("silence", () -> new Silence<>(ofSeconds(30)))
                .to("out", out);
    }
}
