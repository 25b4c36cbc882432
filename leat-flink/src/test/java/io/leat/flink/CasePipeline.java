// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.flink;

import static io.leat.aggregate.Aggregates.collect;
import static io.leat.aggregate.Aggregates.count;
import static io.leat.aggregate.Aggregates.key;
import static io.leat.aggregate.Aggregates.maxLong;
import static io.leat.aggregate.Aggregates.row;
import static io.leat.aggregate.Aggregates.sum;
import static io.leat.aggregate.Aggregates.windowEnd;
import static io.leat.aggregate.Aggregates.windowStart;

import io.leat.JoinResults;
import io.leat.KeyedStream;
import io.leat.Parameters;
import io.leat.PipelineBuilder;
import io.leat.PipelineFactory;
import io.leat.WindowResults;
import io.leat.WindowedStream;
import io.leat.aggregate.Aggregate;
import io.leat.connector.Sink;
import io.leat.connector.SinkWriter;
import io.leat.connector.Source;
import io.leat.graph.Step;
import io.leat.join.JoinBounds;
import io.leat.time.Watermarks;
import io.leat.window.Windows;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** The pipelines of the cases, each with one step to be tested. Its sinks note what comes out on the embedded hosts. */
public final class CasePipeline implements PipelineFactory {
    /** The name of the step that is tested. */
    static final String STEP = "step";

    private static final int PLENTY = 10_000;

    /** What came out. */
    private final List<Result> results = new ArrayList<>();

    /** A window's result, which shows all that the window held. */
    public record Held(String key, Instant start, Instant end, long count, long sum, long last, List<Reading> events) {
        public Held {
            // Between partitions the order of arrival is nobody's promise.
            events = events.stream()
                    .sorted(Comparator.comparingLong(Reading::id))
                    .toList();
        }
    }

    /** A pair, or one alone. */
    public record Pair(Reading left, Reading right) {}

    /** What a step gave: by which of its outputs, and with which time. */
    record Result(int output, Object value, long time) {}

    @Override
    public void define(PipelineBuilder p, Parameters args) {
        long seed = args.number("seed", 0);
        switch (Kind.valueOf(args.text("kind"))) {
            case TUMBLING -> {
                WindowedStream<String, Reading> windows =
                        keyed(p, 0, seed).window(Windows.tumbling(Duration.ofMillis(100)));
                windows(windows.allowedLateness(Duration.ofMillis(150)));
            }
            case SESSION -> windows(keyed(p, 0, seed).window(Windows.session(Duration.ofMillis(90))));
            case INTERVAL_JOIN -> join(keyed(p, 0, seed), keyed(p, 1, seed));
        }
    }

    private void windows(WindowedStream<String, Reading> windows) {
        WindowResults<String, Reading, Held> held = windows.aggregate(STEP, held());
        held.to("results", noted(Step.MAIN));
        held.late().to("late", noted(Step.LATE));
    }

    private void join(KeyedStream<String, Reading> left, KeyedStream<String, Reading> right) {
        JoinResults<Reading, Reading, Pair> pairs = left.join(
                        STEP, right, JoinBounds.between(Duration.ofMillis(-120), Duration.ofMillis(80)))
                .full(Pair::new);
        pairs.to("pairs", noted(Step.MAIN));
        pairs.lateLeft().to("lateLeft", noted(Step.LATE_LEFT));
        pairs.lateRight().to("lateRight", noted(Step.LATE_RIGHT));
    }

    private static KeyedStream<String, Reading> keyed(PipelineBuilder p, int source, long seed) {
        Feed feed = Feed.random(seed + source);
        return p.from(
                        "source-" + source,
                        Source.ofPartitions(feed.partitions()).timedByMillis(Reading::time),
                        Watermarks.outOfOrder(Duration.ofMillis(feed.boundMs())))
                .as(Reading.class)
                .keyBy(Reading::key);
    }

    private static Aggregate<String, Reading, Held> held() {
        return row(
                Held.class,
                Held::new,
                key(),
                windowStart(),
                windowEnd(),
                count(),
                sum(Reading::id),
                maxLong(Reading::time),
                collect(PLENTY));
    }

    private <T> Sink<T> noted(int output) {
        return new Sink<>() {
            @Override
            public SinkWriter<T> open() {
                return (value, timestamp) -> results.add(new Result(output, value, timestamp));
            }
        };
    }

    /** Returns what came out so far. */
    List<Result> results() {
        return results;
    }
}
