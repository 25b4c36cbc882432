// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.cli.soak;

import static io.leat.aggregate.Aggregates.count;
import static io.leat.aggregate.Aggregates.key;
import static io.leat.aggregate.Aggregates.row;
import static io.leat.aggregate.Aggregates.sum;

import io.leat.EventStream;
import io.leat.Pipeline;
import io.leat.connector.Sink;
import io.leat.connector.Source;
import io.leat.connector.file.JsonLines;
import io.leat.connector.file.Rolling;
import io.leat.connector.memory.Generator;
import io.leat.examples.exactlyonce.SqliteTable;
import io.leat.time.Watermarks;
import io.leat.window.Windows;
import java.nio.file.Path;
import java.time.Duration;

/**
 * Events without end whose state is bounded: windows into a table that adds them up, sessions into files that roll, and a running
 * aggregate.
 */
final class SoakPipeline {
    /** How many partitions the source has: that of an event is its number modulo this. */
    static final int PARTITIONS = 4;

    /** The name of the file with the sums, in the directory for results. */
    static final String TABLE = "sums.db";

    /** How the parts of sessions begin. */
    static final String PARTS = "sessions";

    private SoakPipeline() {}

    record Sum(long ticks, long numbers) {}

    record Session(String lane, long ticks) {}

    record Total(String key, long ticks) {}

    /**
     * Returns the pipeline.
     *
     * @param perSecond how many events there are in a second of event time
     * @param paced whether in a second of the clock, too; otherwise as many as can be
     */
    static Pipeline of(Path out, long perSecond, boolean paced) {
        Generator<Tick> ticks = Generator.of(Long.MAX_VALUE, number -> Tick.of(number, perSecond))
                .partitions(PARTITIONS);
        Source<Tick> source = (paced ? ticks.rate((double) perSecond) : ticks).timedByMillis(Tick::time);
        return Pipeline.of(
                "soak", p -> define(p.from("ticks", source, Watermarks.outOfOrder(Duration.ofSeconds(1))), out));
    }

    private static void define(EventStream<Tick> ticks, Path out) {
        ticks.keyBy(Tick::key)
                .window(Windows.tumbling(Duration.ofSeconds(2)))
                .aggregate("windows", row(Sum.class, Sum::new, count(), sum(Tick::number)))
                .to(
                        "sums",
                        new SqliteTable<>(
                                out.resolve(TABLE),
                                "create table if not exists sums (id integer primary key, ticks integer, numbers integer)",
                                "insert into sums values (0, ?, ?) on conflict (id) do update set"
                                        + " ticks = ticks + excluded.ticks, numbers = numbers + excluded.numbers",
                                (row, value) -> {
                                    row.setLong(1, value.ticks());
                                    row.setLong(2, value.numbers());
                                }));
        ticks.keyBy(Tick::lane)
                .window(Windows.session(Duration.ofSeconds(1)))
                .aggregate("sessions", row(Session.class, Session::new, key(), count()))
                .to(
                        "parts",
                        JsonLines.to(out.resolve(PARTS + ".jsonl"), Session.class)
                                .rolling(Rolling.every(Duration.ofSeconds(5))));
        ticks.keyBy(Tick::key)
                .running("totals", row(Total.class, Total::new, key(), count()), Duration.ofHours(1))
                .filter(total -> total.ticks() < 0)
                .to("nowhere", Sink.of(total -> {}));
    }
}
