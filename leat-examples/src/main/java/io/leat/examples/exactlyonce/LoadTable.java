// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.examples.exactlyonce;

import static io.leat.aggregate.Aggregates.count;
import static io.leat.aggregate.Aggregates.key;
import static io.leat.aggregate.Aggregates.row;
import static io.leat.aggregate.Aggregates.sum;
import static io.leat.aggregate.Aggregates.windowStart;
import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;

import io.leat.Parameters;
import io.leat.PipelineBuilder;
import io.leat.PipelineFactory;
import io.leat.connector.file.Csv;
import io.leat.connector.file.JsonLines;
import io.leat.connector.file.Rolling;
import io.leat.time.Watermarks;
import io.leat.window.Windows;
import java.nio.file.Path;
import java.time.Instant;

/**
 * The load of each instance in ten seconds, into a table of a database, the latest of each into another, and all of them into files.
 * Two databases, since SQLite lets one connection write at a time.
 *
 * <p>Run it with {@code leat run LoadTable.java -- input=calls.jsonl database=load.db latest=latest.db out=load.csv}.
 */
public final class LoadTable implements PipelineFactory {
    public record Call(String instance, Instant eventTime, int generatedTokens) {}

    public record Load(String instance, Instant start, long calls, long tokens) {}

    /** Returns the table that gets each result once. */
    public static SqliteTable<Load> table(Path database) {
        return new SqliteTable<>(
                database,
                "create table if not exists load (instance text, start integer, calls integer, tokens integer)",
                "insert into load values (?, ?, ?, ?)",
                (row, load) -> {
                    row.setString(1, load.instance());
                    row.setLong(2, load.start().toEpochMilli());
                    row.setLong(3, load.calls());
                    row.setLong(4, load.tokens());
                });
    }

    /** Returns the table with the latest load of each instance. */
    public static SqliteUpsert<Load> latest(Path database) {
        return new SqliteUpsert<>(
                database,
                "create table if not exists latest (instance text primary key, start integer, tokens integer)",
                "insert into latest values (?, ?, ?) on conflict do update"
                        + " set start = excluded.start, tokens = excluded.tokens where excluded.start >= start",
                (row, load) -> {
                    row.setString(1, load.instance());
                    row.setLong(2, load.start().toEpochMilli());
                    row.setLong(3, load.tokens());
                });
    }

    @Override
    public void define(PipelineBuilder p, Parameters args) {
        var load = p.from(
                        "calls",
                        JsonLines.of(args.path("input"), Call.class).timedBy(Call::eventTime),
                        Watermarks.outOfOrder(ofSeconds(60)))
                .keyBy(Call::instance)
                .window(Windows.tumbling(ofSeconds(10)))
                .aggregate(
                        "load", row(Load.class, Load::new, key(), windowStart(), count(), sum(Call::generatedTokens)));
        load.to("table", table(args.path("database")));
        load.to("latest", latest(args.path("latest")));
        load.to("files", Csv.to(args.path("out"), Load.class).rolling(Rolling.every(ofMinutes(5))));
    }
}
