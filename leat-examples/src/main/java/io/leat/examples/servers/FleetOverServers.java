// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.examples.servers;

import static io.leat.aggregate.Aggregates.avg;
import static io.leat.aggregate.Aggregates.count;
import static io.leat.aggregate.Aggregates.key;
import static io.leat.aggregate.Aggregates.maxLong;
import static io.leat.aggregate.Aggregates.minLong;
import static io.leat.aggregate.Aggregates.row;
import static io.leat.aggregate.Aggregates.sum;
import static io.leat.aggregate.Aggregates.windowEnd;
import static io.leat.aggregate.Aggregates.windowStart;

import io.leat.Parameters;
import io.leat.PipelineBuilder;
import io.leat.PipelineFactory;
import io.leat.connector.Format;
import io.leat.connector.Source;
import io.leat.connector.file.JsonLines;
import io.leat.connector.jdbc.Jdbc;
import io.leat.connector.kafka.Kafka;
import io.leat.connector.kafka.KafkaSource;
import io.leat.examples.instances.Alert;
import io.leat.examples.instances.Inference;
import io.leat.examples.instances.Load;
import io.leat.format.Json;
import io.leat.time.Watermarks;
import io.leat.window.Windows;
import java.time.Duration;

/**
 * What six instances report, from Kafka; their load by ten seconds, into a table; slow windows as alerts, into a topic; and what came too late,
 * into a file. What cannot be read or cannot be true becomes a dead letter.
 *
 * <p>Parameters: {@code brokers}, such as {@code localhost:9092}, with the topics {@code requests} and {@code alerts}; {@code database}, the
 * URL of JDBC; {@code late}, a file; {@code slow}, from how many milliseconds on the average there is an alert; and {@code until=end} to
 * read what is there and complete.
 */
public final class FleetOverServers implements PipelineFactory {
    /** The name of the pipeline. */
    public static final String NAME = "fleet";

    /** Replayed to its end or not: a report from the year 2099 is refused. */
    private static final Watermarks WATERMARKS =
            Watermarks.outOfOrder(Duration.ofSeconds(5)).maxFutureSkew(Duration.ofHours(1));

    @Override
    public void define(PipelineBuilder p, Parameters args) {
        String brokers = args.text("brokers");
        double slowMs = args.number("slow", 3_000);
        var requests = p.from("requests", requests(args), WATERMARKS).map("check", Inference::checked);
        var load = requests.keyBy(Inference::instance)
                .window(Windows.tumbling(Duration.ofSeconds(10)))
                .aggregate(
                        "load",
                        row(
                                Load.class,
                                Load::new,
                                key(),
                                windowStart(),
                                windowEnd(),
                                count(),
                                sum(Inference::tokens),
                                avg(Inference::latencyMs),
                                minLong(Inference::latencyMs),
                                maxLong(Inference::latencyMs)));

        load.to("table", Jdbc.insert(args.text("database"), "load", Load.class).createTable());
        load.filter("slow", row -> row.avgMs() > slowMs)
                .map(row -> new Alert(row.instance(), row.end(), "answers took " + row.avgMs() + " ms on average"))
                .to(
                        "alerts",
                        Kafka.to(brokers, "alerts", Json.of(Alert.class)).keyedBy(Alert::instance, Format.text()));
        load.late().to("late", JsonLines.to(args.path("late"), Inference.class));
    }

    private static Source<Inference> requests(Parameters args) {
        KafkaSource<Inference> topic = Kafka.from(args.text("brokers"), "requests", Json.of(Inference.class));
        boolean bounded = args.text("until", "").equals("end");
        return (bounded ? topic.untilEnd() : topic).timedBy(Inference::eventTime);
    }
}
