// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.cli.chaos;

import io.leat.EventStream;
import io.leat.Pipeline;
import io.leat.connector.file.JsonLines;
import io.leat.connector.file.Rolling;
import io.leat.connector.memory.Push;
import io.leat.examples.exactlyonce.SqliteTable;
import io.leat.state.KeyedProcess;
import io.leat.state.ProcessContext;
import io.leat.state.Value;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Numbers that are pushed, counted by lane: into a table, and into files. */
final class PushPipeline {
    /** The names under which results are found. */
    static final Set<String> SINKS = Set.of("table", "parts");

    private static final int LANES = 7;

    private PushPipeline() {}

    record Numbered(long number) {
        String lane() {
            return "lane-" + number % LANES;
        }
    }

    /** A number, and how many numbers of its lane there were up to it. */
    record Counted(long number, String lane, long nth) {
        private static final Pattern JSON =
                Pattern.compile("\\{\"number\":([0-9]+),\"lane\":\"(.+)\",\"nth\":([0-9]+)}");

        String text() {
            return "{\"number\":" + number + ",\"lane\":\"" + lane + "\",\"nth\":" + nth + "}";
        }

        static Counted parse(String text) {
            Matcher json = JSON.matcher(text);
            return json.matches()
                    ? new Counted(Long.parseLong(json.group(1)), json.group(2), Long.parseLong(json.group(3)))
                    : new Counted(-1, text, 0);
        }
    }

    /** Counts. */
    static final class Counting extends KeyedProcess<String, Numbered, Counted> {
        private final Value<Long> numbers = value("numbers", Long.class);

        @Override
        protected void onEvent(Numbered event, ProcessContext<String, Counted> context) {
            numbers.set(numbers.or(0L) + 1);
            context.emit(new Counted(event.number(), context.key(), numbers.or(0L)));
        }
    }

    static Pipeline of(Push<Numbered> push, Path out) {
        return Pipeline.of("chaos", p -> {
            EventStream<Counted> counted =
                    p.from("numbers", push).keyBy(Numbered::lane).process("count", Counting::new);
            counted.to(
                    "table",
                    new SqliteTable<>(
                            out.resolve("table.db"),
                            "create table if not exists row (text text not null)",
                            "insert into row values (?)",
                            (row, value) -> row.setString(1, value.text())));
            counted.to(
                    "parts",
                    JsonLines.to(out.resolve("parts.jsonl"), Counted.class)
                            .rolling(Rolling.every(Duration.ofMillis(150))));
        });
    }
}
