// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.examples.instances;

import static io.leat.aggregate.Aggregates.avg;
import static io.leat.aggregate.Aggregates.count;
import static io.leat.aggregate.Aggregates.key;
import static io.leat.aggregate.Aggregates.max;
import static io.leat.aggregate.Aggregates.maxLong;
import static io.leat.aggregate.Aggregates.minLong;
import static io.leat.aggregate.Aggregates.row;
import static io.leat.aggregate.Aggregates.sum;
import static io.leat.aggregate.Aggregates.sumDouble;
import static io.leat.aggregate.Aggregates.windowEnd;
import static io.leat.aggregate.Aggregates.windowStart;
import static java.time.Duration.ofHours;
import static java.time.Duration.ofSeconds;

import io.leat.EventStream;
import io.leat.JoinResults;
import io.leat.KeyedStream;
import io.leat.Parameters;
import io.leat.PipelineBuilder;
import io.leat.PipelineFactory;
import io.leat.WindowResults;
import io.leat.connector.Sink;
import io.leat.connector.file.Csv;
import io.leat.connector.file.JsonLines;
import io.leat.examples.silence.Silence;
import io.leat.examples.silence.Silent;
import io.leat.join.JoinBounds;
import io.leat.time.Watermarks;
import io.leat.window.Windows;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * The pipeline of {@code leat demo}: requests of six simulated instances in three kinds of windows, with alerts, what they cost, and the
 * join of requests with their completions.
 *
 * <p>Parameters are those of {@link Workload}, and {@code out}, a directory to write results to, if they shall be written.
 */
public final class SixInstances implements PipelineFactory {
    /** The name of the step that lets only valid requests pass. */
    public static final String CHECK = "check";

    /** The names of the steps with windows. */
    public static final String TUMBLING = "tumbling_10s";

    public static final String SLIDING = "sliding_30s_10s";
    public static final String SESSION = "session_2s";
    public static final String COST = "cost_10s";

    /** The name of the source of all that is known of each request when it is done. */
    public static final String REPORTS = "requests";

    /** The names of the sources of requests and of completions, and of the step that joins them. */
    public static final String BEGUN = "begun";

    public static final String ENDED = "ended";
    public static final String JOIN = "request_completion";

    /** The name of the step that lets only requests and completions pass that have found no partner. */
    public static final String UNMATCHED = "unmatched";

    /** How long after its request a completion may come and still be found. */
    static final Duration LONGEST = ofSeconds(20);

    /** How far a report may be behind the newest one and still be in time. */
    static final Watermarks WATERMARKS = Watermarks.outOfOrder(ofSeconds(5)).maxFutureSkew(ofHours(1));

    private static final Duration SILENCE = ofSeconds(8);
    private static final double SLOW_MS = 3_000;

    private final View view;
    private final Map<String, Sink<? super Load>> sinks;

    /** Makes the pipeline without a view; it then only writes files. */
    public SixInstances() {
        this(View.NONE);
    }

    public SixInstances(View view) {
        this(view, Map.of());
    }

    /**
     * Makes the pipeline.
     *
     * @param sinks more of them for the results of the 10 s windows, by the names of their steps
     */
    public SixInstances(View view, Map<String, Sink<? super Load>> sinks) {
        this.view = view;
        this.sinks = Map.copyOf(sinks);
    }

    /** Returns the names of the instances. */
    public static List<String> names() {
        return Instance.SIX.stream().map(Instance::name).toList();
    }

    @Override
    public void define(PipelineBuilder p, Parameters args) {
        Workload workload = Workload.of(args);
        var source = InstancesSource.of(workload).timedBy(Inference::eventTime);
        EventStream<Inference> requests = p.from(REPORTS, source, WATERMARKS).map(CHECK, Inference::checked);
        KeyedStream<String, Inference> byInstance = requests.keyBy(Inference::instance);

        var tumbling = load(byInstance, TUMBLING, Windows.tumbling(ofSeconds(10)));
        var sliding = load(byInstance, SLIDING, Windows.sliding(ofSeconds(30), ofSeconds(10)));
        var sessions = load(byInstance, SESSION, Windows.session(ofSeconds(2)));
        var alerts = slow(tumbling).union(silent(byInstance, workload));
        var costs = cost(byInstance);
        var exchanges = exchanges(p, workload);

        requests.to("request-view", Sink.of(view::request));
        tumbling.to("tumbling-view", Sink.of(view::tumbling));
        sinks.forEach(tumbling::to);
        tumbling.late().to("late-view", Sink.of(view::late));
        sliding.to("sliding-view", Sink.of(view::sliding));
        sessions.to("session-view", Sink.of(view::session));
        alerts.to("alert-view", Sink.of(view::alert));
        costs.to("cost-view", Sink.of(view::cost));
        exchanges.to("exchange-view", Sink.of(view::exchange));
        exchanges.filter(UNMATCHED, exchange -> !exchange.matched()).to("unmatched-view", Sink.of(view::unmatched));

        String out = args.text("out", "");
        if (!out.isEmpty()) {
            Path directory = Path.of(out);
            requests.to("requests.jsonl", JsonLines.to(directory.resolve("requests.jsonl"), Inference.class));
            tumbling.to("tumbling.csv", Csv.to(directory.resolve(TUMBLING + ".csv"), Load.class));
            tumbling.late().to("late.jsonl", JsonLines.to(directory.resolve("late.jsonl"), Inference.class));
            sliding.to("sliding.csv", Csv.to(directory.resolve(SLIDING + ".csv"), Load.class));
            sessions.to("sessions.csv", Csv.to(directory.resolve(SESSION + ".csv"), Load.class));
            alerts.to("alerts.jsonl", JsonLines.to(directory.resolve("alerts.jsonl"), Alert.class));
            costs.to("costs.csv", Csv.to(directory.resolve(COST + ".csv"), Cost.class));
            exchanges.to("exchanges.jsonl", JsonLines.to(directory.resolve(JOIN + ".jsonl"), Exchange.class));
        }
    }

    private static WindowResults<String, Inference, Load> load(
            KeyedStream<String, Inference> requests, String name, Windows windows) {
        return requests.window(windows)
                .aggregate(
                        name,
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
    }

    private static WindowResults<String, Inference, Cost> cost(KeyedStream<String, Inference> requests) {
        return requests.window(Windows.tumbling(ofSeconds(10)))
                .aggregate(
                        COST,
                        row(
                                Cost.class,
                                Cost::new,
                                key(),
                                max(Inference::model),
                                windowStart(),
                                windowEnd(),
                                count(),
                                sum(request -> request.failed() ? 1 : 0),
                                sum(Inference::promptTokens),
                                sum(Inference::generatedTokens),
                                sumDouble(Inference::usd)));
    }

    /** Requests and completions by their number. One that has found no partner is known when the watermark has passed its chances. */
    private static JoinResults<Request, Completion, Exchange> exchanges(PipelineBuilder p, Workload workload) {
        var begun = InstancesSource.requests(workload).timedBy(Request::at);
        var ended = InstancesSource.completions(workload).timedBy(Completion::at);
        var completions = p.from(ENDED, ended, WATERMARKS).keyBy(Completion::id);
        return p.from(BEGUN, begun, WATERMARKS)
                .keyBy(Request::id)
                .join(JOIN, completions, JoinBounds.after(LONGEST))
                .full(Exchange::of);
    }

    private static EventStream<Alert> slow(EventStream<Load> loads) {
        return loads.filter("slow", load -> load.avgMs() > SLOW_MS)
                .map(load -> new Alert(
                        load.instance(), load.end(), "answers took " + Math.round(load.avgMs()) + " ms on average"));
    }

    /** Not those after the end of the run: when the input has ended, every instance is silent. */
    private static EventStream<Alert> silent(KeyedStream<String, Inference> requests, Workload workload) {
        EventStream<Silent> silences = requests.process("silence", () -> new Silence<>(SILENCE));
        return silences.map(silent -> new Alert(silent.key(), silent.since().plus(SILENCE), "no request for 8 s"))
                .filter(alert -> !alert.at().isAfter(workload.present()));
    }
}
