// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.examples.join;

import static java.time.Duration.between;
import static java.time.Duration.ofMinutes;
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

/**
 * Requests joined with their completions, which come at most two minutes later, in a stream of their own.
 *
 * <p>Run it with {@code leat run ServedRequests.java -- requests=requests.jsonl completions=completions.jsonl}.
 */
public final class ServedRequests implements PipelineFactory {
    public record Request(String id, String user, Instant at) {}

    public record Completion(String id, int tokens, Instant at) {}

    public record Served(String user, int tokens, long waitedMs) {
        static Served of(Request request, Completion completion) {
            return new Served(
                    request.user(),
                    completion.tokens(),
                    between(request.at(), completion.at()).toMillis());
        }
    }

    @Override
    public void define(PipelineBuilder p, Parameters args) {
        define(
                p,
                JsonLines.of(args.path("requests"), Request.class),
                JsonLines.of(args.path("completions"), Completion.class),
                Sink.console());
    }

    static void define(
            PipelineBuilder p, Source<Request> requests, Source<Completion> completions, Sink<? super Served> out) {
        var disorder = Watermarks.outOfOrder(ofSeconds(5));
        var completed = p.from("completions", completions.timedBy(Completion::at), disorder)
                .keyBy(Completion::id);
        p.from("requests", requests.timedBy(Request::at), disorder)
                .keyBy(Request::id)
                .join("served", completed, JoinBounds.after(ofMinutes(2)))
                .inner(Served::of)
                .to("out", out);
    }
}
