// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.cli.chaos;

import static io.leat.aggregate.Aggregates.count;
import static io.leat.aggregate.Aggregates.key;
import static io.leat.aggregate.Aggregates.maxLong;
import static io.leat.aggregate.Aggregates.row;
import static io.leat.aggregate.Aggregates.sum;
import static io.leat.aggregate.Aggregates.windowEnd;
import static io.leat.aggregate.Aggregates.windowStart;

import io.leat.EventStream;
import io.leat.KeyedStream;
import io.leat.Parameters;
import io.leat.PipelineBuilder;
import io.leat.PipelineFactory;
import io.leat.connector.Sink;
import io.leat.connector.file.Csv;
import io.leat.connector.file.JsonLines;
import io.leat.connector.file.Rolling;
import io.leat.examples.exactlyonce.SqliteTable;
import io.leat.join.JoinBounds;
import io.leat.time.Watermarks;
import io.leat.window.Windows;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The pipeline that is killed: windows of three kinds, a join, a running aggregate and a process with timers, into sinks that promise
 * each result exactly once. None of its results depends on the order between partitions. Parameters:
 *
 * <ul>
 *   <li>{@code in}: the directory of a {@link ChaosInput}
 *   <li>{@code out}: the directory for the results
 *   <li>{@code pace}: how many lines of a file are read in a second; as many as can be unless given
 * </ul>
 */
public final class ChaosPipeline implements PipelineFactory {
    private static final int ONE_OF = 20;
    private static final Rolling PARTS = Rolling.every(Duration.ofMillis(150)).orAtBytes(100_000);

    record Load(String key, Instant start, Instant end, long calls, long tokens, long most) {}

    record Answered(long id, @Nullable Integer stars) {}

    record Total(String lane, long calls, long tokens) {}

    @Override
    public void define(PipelineBuilder p, Parameters args) {
        ChaosInput input = new ChaosInput(args.path("in"));
        Path out = args.path("out");
        long pace = args.number("pace", 0);
        Watermarks disorder = Watermarks.outOfOrder(Duration.ofMillis(ChaosInput.BOUND_MS));
        EventStream<Call> calls =
                p.from("calls", new PacedFiles<>(input.calls(), Call.class, pace).timedByMillis(Call::time), disorder);
        EventStream<Answer> answers = p.from(
                "answers",
                new PacedFiles<>(input.answers(), Answer.class, pace * 4 / 3).timedByMillis(Answer::time),
                Watermarks.monotone());
        windows(calls.keyBy(Call::instance), out);
        sessions(calls.keyBy(Call::user), out);
        join(calls, answers, out);
        lanes(calls, out);
    }

    private static void windows(KeyedStream<String, Call> calls, Path out) {
        calls.window(Windows.tumbling(Duration.ofSeconds(1)))
                .aggregate(
                        "tumbling",
                        row(
                                Load.class,
                                Load::new,
                                key(),
                                windowStart(),
                                windowEnd(),
                                count(),
                                sum(Call::tokens),
                                maxLong(Call::tokens)))
                .late(late -> late.to(
                        "late out",
                        JsonLines.to(out.resolve("late.jsonl"), Call.class).rolling(PARTS)))
                .to("tumbling table", rows(out, "tumbling"))
                .to(
                        "tumbling parts",
                        Csv.to(out.resolve("tumbling-parts.csv"), Load.class).rolling(PARTS));
        calls.window(Windows.sliding(Duration.ofSeconds(3), Duration.ofSeconds(1)))
                .aggregate(
                        "sliding",
                        row(
                                Load.class,
                                Load::new,
                                key(),
                                windowStart(),
                                windowEnd(),
                                count(),
                                sum(Call::tokens),
                                maxLong(Call::tokens)))
                .to("sliding out", Csv.to(out.resolve("sliding.csv"), Load.class));
    }

    private static void sessions(KeyedStream<String, Call> calls, Path out) {
        calls.window(Windows.session(Duration.ofMillis(200)))
                .aggregate(
                        "sessions",
                        row(
                                Load.class,
                                Load::new,
                                key(),
                                windowStart(),
                                windowEnd(),
                                count(),
                                sum(Call::tokens),
                                maxLong(Call::tokens)))
                .to(
                        "sessions out",
                        JsonLines.to(out.resolve("sessions.jsonl.gz"), Load.class)
                                .rolling(PARTS));
    }

    private static void join(EventStream<Call> calls, EventStream<Answer> answers, Path out) {
        calls.keyBy(Call::id)
                .join("answered", answers.keyBy(Answer::call), JoinBounds.within(Duration.ofSeconds(2)))
                .left((call, answer) -> new Answered(call.id(), answer == null ? null : answer.stars()))
                .to("answered out", rows(out, "answered"));
    }

    private static void lanes(EventStream<Call> calls, Path out) {
        calls.keyBy(Call::lane)
                .running("totals", row(Total.class, Total::new, key(), count(), sum(Call::tokens)), Duration.ofDays(1))
                .filter(total -> total.calls() % ONE_OF == 0)
                .to(
                        "totals out",
                        Csv.to(out.resolve("totals.csv.gz"), Total.class).rolling(PARTS));
        calls.filter(call -> !call.straggler())
                .keyBy(Call::lane)
                .process("quiet", Quiet::new)
                .to("quiet out", JsonLines.to(out.resolve("quiet.jsonl"), Quiet.Silence.class));
    }

    private static <T> Sink<T> rows(Path out, String name) {
        return new SqliteTable<>(
                out.resolve(name + ".db"),
                "create table if not exists row (text text not null)",
                "insert into row values (?)",
                (row, value) -> row.setString(1, String.valueOf(value)));
    }
}
