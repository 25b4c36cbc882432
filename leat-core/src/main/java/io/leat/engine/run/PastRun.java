// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.engine.run;

import io.leat.codec.Codec;
import io.leat.connector.Source;
import io.leat.connector.SourceLog;
import io.leat.connector.SourcePartition;
import io.leat.connector.memory.Collector;
import io.leat.engine.checkpoint.Restart;
import io.leat.engine.checkpoint.Standing;
import io.leat.engine.checkpoint.StandingForm;
import io.leat.engine.directory.JobDirectory;
import io.leat.engine.directory.Point;
import io.leat.engine.directory.PointView;
import io.leat.engine.log.EventLog;
import io.leat.engine.log.StepLog;
import io.leat.engine.log.StepLogs;
import io.leat.engine.plan.KeptWindows;
import io.leat.engine.plan.KeyedOperators;
import io.leat.engine.plan.PipelineClasses;
import io.leat.engine.plan.Plan;
import io.leat.engine.plan.StoredState;
import io.leat.engine.replica.JobContext;
import io.leat.graph.Graph;
import io.leat.graph.Step;
import io.leat.history.AsOf;
import io.leat.time.Millis;
import io.leat.time.Watermarks;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Makes a job's past again: from the last snapshot before a time, with the events that had arrived up to that time, in the caller's
 * thread and memory. Its sources are read from their logs, its sinks are replaced.
 */
final class PastRun {
    private final Instant arrival;
    private final JobContext job;
    private final Map<String, Collector<Object>> sinks = new LinkedHashMap<>();
    private final StepLogs logs = new StepLogs();

    private PastRun(Instant arrival, JobContext job) {
        this.arrival = arrival;
        this.job = job;
    }

    /**
     * Returns how a job stood.
     *
     * @throws IllegalArgumentException if the logs or snapshots do not go back so far, or a source has no log
     */
    static AsOf of(Instant arrival, JobContext job, JobDirectory directory) throws IOException {
        PastRun past = new PastRun(arrival, job);
        Graph graph = past.graph();
        Point point = lastBefore(arrival, directory.points());
        if (point == null) {
            past.checkFromTheBeginning(directory.points());
            return past.run(graph, null, Instant.EPOCH);
        }
        try (PointView view = directory.at(point.epoch())) {
            return past.run(graph, restart(view, graph), Instant.ofEpochMilli(point.sealedAtMs()));
        }
    }

    private static @Nullable Point lastBefore(Instant arrival, List<Point> points) {
        Point last = null;
        for (Point point : points) {
            if (point.sealedAtMs() <= arrival.toEpochMilli() && (last == null || point.epoch() > last.epoch())) {
                last = point;
            }
        }
        return last;
    }

    private void checkFromTheBeginning(List<Point> points) {
        for (Step step : job.plan().graph().steps()) {
            StepLog<?> log = step instanceof Step.From ? job.durability().logs().of(step.name()) : null;
            if (log != null && log.events().firstIndex() > 0) {
                throw new IllegalArgumentException("as of " + arrival + ": the events of source '" + step.name()
                        + "' do not go back to the beginning, and "
                        + (points.isEmpty()
                                ? "no snapshot is kept"
                                : "the oldest snapshot is of "
                                        + Instant.ofEpochMilli(points.get(0).sealedAtMs()))
                        + ". Keep more: Leat.Options.history(Duration), and what the source retains");
            }
        }
    }

    private static Restart restart(PointView view, Graph graph) throws IOException {
        Standing standing = StandingForm.read(view.content());
        StoredState stored = new StoredState("the past", standing.signatures(), standing.classes());
        return new Restart(
                view.point().epoch(),
                view.point().sealedAtMs(),
                standing,
                stored.check(graph, Set.of(), PipelineClasses.loader(graph)).classes()::allowIn,
                (step, group, visitor) -> view.readState(step, group, visitor::visit));
    }

    // ---- other ends -----------------------------------------------------------------------------------------------

    private Graph graph() {
        Graph original = job.plan().graph();
        List<Step> steps = new ArrayList<>();
        for (Step step : original.steps()) {
            steps.add(replaced(step));
        }
        return new Graph(original.name(), steps, original.policies());
    }

    private Step replaced(Step step) {
        if (step instanceof Step.From from) {
            return replaced(from);
        }
        if (step instanceof Step.To to) {
            Collector<Object> sink = new Collector<>();
            sinks.put(to.name(), sink);
            return new Step.To(to.header(), sink);
        }
        return step;
    }

    private Step replaced(Step.From from) {
        StepLog<?> log = job.durability().logs().of(from.name());
        if (log == null) {
            throw new IllegalArgumentException("as of " + arrival + ": source '" + from.name()
                    + "' keeps no log of its events. A Push in a job with a directory does");
        }
        SourcePartition<?> partition = job.plan().partitions(from).get(0);
        logs.add(from.name(), partition.name(), past(log.events(), from.source()));
        Watermarks watermarks = from.watermarks();
        long skewMs = watermarks.maxFutureSkewMs(from.source().live());
        return new Step.From(
                from.header(),
                new PastSource(from.source(), partition.name()),
                skewMs == Long.MAX_VALUE ? watermarks : watermarks.maxFutureSkew(Duration.ofMillis(skewMs)));
    }

    @SuppressWarnings("unchecked") // the codec is that of the source's events
    private StepLog<Object> past(EventLog events, Source<?> source) {
        SourceLog.Terms<?> terms = source.logged();
        if (terms == null) {
            throw new IllegalStateException("a source with a log has terms of it");
        }
        return new StepLog<>(
                        events, (Codec<Object>) terms.codec(), (Source<Object>) source, InstantSource.fixed(arrival))
                .until(arrival.toEpochMilli());
    }

    // ---- running --------------------------------------------------------------------------------------------------

    private AsOf run(Graph graph, @Nullable Restart from, Instant since) throws IOException {
        JobContext context = new JobContext(
                Plan.of(graph, 1),
                InstantSource.fixed(arrival),
                job.retry(),
                new JobContext.Durability(job.durability().run(), false, false, logs, null),
                from);
        try (InlineHost host = InlineHost.of(context)) {
            host.drain();
            Map<String, List<Object>> results = new LinkedHashMap<>();
            sinks.forEach((step, sink) -> results.put(step, sink.values()));
            Standstill now = new Standstill(host);
            return new AsOf(arrival, since, now.windows(graph), now.values(graph), results);
        }
    }

    /** What the operators of a host keep that goes on no more. */
    private record Standstill(InlineHost host) {
        Map<String, List<AsOf.OpenWindow>> windows(Graph graph) {
            Map<String, List<AsOf.OpenWindow>> windows = new LinkedHashMap<>();
            for (Step step : graph.steps()) {
                KeyedOperators.Made operator = host.operator(step.name());
                if (step instanceof Step.Window window && operator != null && operator.windows() != null) {
                    windows.put(step.name(), open(window, operator.windows()));
                }
            }
            return windows;
        }

        private List<AsOf.OpenWindow> open(Step.Window step, KeptWindows kept) {
            long watermark = host.metrics().step(step.name()).watermark();
            List<AsOf.OpenWindow> open = new ArrayList<>();
            kept.visit((key, span, value) -> {
                if (Millis.plus(span.end() - 1, step.emission().allowedLatenessMs()) > watermark) {
                    open.add(new AsOf.OpenWindow(
                            key, Instant.ofEpochMilli(span.start()), Instant.ofEpochMilli(span.end()), value));
                }
                return true;
            });
            return open;
        }

        Map<String, Map<@Nullable Object, @Nullable Object>> values(Graph graph) {
            Map<String, Map<@Nullable Object, @Nullable Object>> values = new LinkedHashMap<>();
            for (Step step : graph.steps()) {
                KeyedOperators.Made operator = host.operator(step.name());
                if (operator != null && operator.values() != null) {
                    Map<@Nullable Object, @Nullable Object> byKey = new LinkedHashMap<>();
                    operator.values().visit(byKey::put);
                    values.put(step.name(), byKey);
                }
            }
            return values;
        }
    }
}
