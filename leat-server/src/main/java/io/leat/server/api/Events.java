// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.server.api;

import io.leat.format.JsonView;
import io.leat.graph.Step;
import io.leat.history.EventHistory;
import io.leat.history.Recorded;
import io.leat.observe.Observation;
import io.leat.observe.Seen;
import io.leat.server.route.Answer;
import io.leat.server.route.Problem;
import io.leat.server.route.Request;
import io.leat.server.view.Documents;
import io.leat.server.watch.WatchedJob;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Looks for events: in the log of a source if it has one, else among the records that were taken note of. */
final class Events {
    private static final int USUAL = 100;
    private static final int MOST = 10_000;
    static final String[] PARAMETERS = {
        "source", "step", "output", "from", "to", "key", "field", "value", "text", "limit", "format"
    };

    private final Jobs jobs;

    Events(Jobs jobs) {
        this.jobs = jobs;
    }

    /** An event that was found; {@code source} is the step that it was read from or that gave it. */
    private record Hit(
            long number,
            Instant atMs,
            @Nullable Instant timeMs,
            @Nullable Object key,
            @Nullable Object value,
            String source) {}

    private record Shown(
            long number, Instant atMs, @Nullable Instant timeMs, JsonView key, JsonView value, String source) {
        static Shown of(Hit hit) {
            return new Shown(
                    hit.number, hit.atMs, hit.timeMs, Documents.value(hit.key), Documents.value(hit.value), hit.source);
        }
    }

    /**
     * What was found, newest first.
     *
     * @param from {@code log} or {@code samples}
     * @param complete whether nothing else is there, unless there were enough
     * @param oldestMs the time of the oldest event that could have been found; null if there is none
     */
    private record Found(
            List<Hit> hits,
            String from,
            boolean complete,
            @Nullable Instant oldestMs) {}

    private record Page(
            List<Shown> events,
            String from,
            boolean complete,
            @Nullable Instant oldestMs) {}

    Answer find(Request request) throws Problem {
        String format = request.parameter("format");
        if (format != null && !format.equals("json") && !format.equals("csv")) {
            throw new Problem(400, "format=" + format + ": give json or csv");
        }
        if (request.parameter("source") != null && request.parameter("step") != null) {
            throw new Problem(400, "source=… and step=… are given: give one of them");
        }
        WatchedJob job = jobs.find(request);
        Search search = Search.of(request);
        int limit = Parameters.number(request, "limit", USUAL, MOST);
        Found found = null;
        for (Step.From source : sources(job, request)) {
            EventHistory<?> log = log(job, source);
            if (log != null && found == null) {
                found = inLog(log, source.name(), search, limit);
            }
        }
        return answer(found == null ? amongSamples(job, request, search, limit) : found, request);
    }

    private static Answer answer(Found found, Request request) {
        boolean csv = "csv".equals(request.parameter("format"));
        Answer answer = csv
                ? Answer.of(
                        200,
                        "text/csv; charset=utf-8",
                        Csv.of(found.hits.stream().map(Events::row).toList()))
                : Documents.answer(new Page(
                        found.hits.stream().map(Shown::of).toList(), found.from, found.complete, found.oldestMs));
        return csv ? answer.with("Content-Disposition", "attachment; filename=\"events.csv\"") : answer;
    }

    /** Returns the sources whose log may be meant: the one that is named, none if a step is, or all. */
    private static List<Step.From> sources(WatchedJob job, Request request) throws Problem {
        String source = request.parameter("source");
        List<Step> meant = source != null
                ? List.of(Jobs.step(job, source))
                : request.parameter("step") != null
                        ? List.of()
                        : job.job().graph().steps();
        return meant.stream()
                .filter(Step.From.class::isInstance)
                .map(Step.From.class::cast)
                .toList();
    }

    private static @Nullable EventHistory<?> log(WatchedJob job, Step.From source) {
        try {
            return job.job().history(source.name(), source.source().type());
        } catch (IllegalArgumentException e) {
            return null; // it has no log
        }
    }

    private static Found inLog(EventHistory<?> log, String source, Search search, int limit) {
        LogSearch.Found found = LogSearch.of(log, search, limit);
        return new Found(
                found.events().stream().map(event -> hit(event, source)).toList(),
                "log",
                found.complete(),
                log.first().map(first -> first.time()).orElse(null));
    }

    private static Hit hit(Recorded<?> event, String source) {
        return new Hit(event.index(), event.arrival(), event.time(), null, event.event(), source);
    }

    private static Found amongSamples(WatchedJob job, Request request, Search search, int limit) throws Problem {
        String name = request.parameter(request.parameter("step") == null ? "source" : "step");
        Step step = name == null ? job.job().graph().steps().get(0) : Jobs.step(job, name);
        int output = Parameters.number(request, "output", Step.MAIN, Step.OUTPUTS - 1);
        List<Seen> seen = new ArrayList<>(job.observation().seen(step.name(), output, -1, Observation.KEPT));
        Collections.reverse(seen);
        return new Found(
                seen.stream()
                        .filter(one -> search.matches(one.time(), one.key(), one.value()))
                        .limit(limit)
                        .map(one -> new Hit(one.number(), one.at(), one.time(), one.key(), one.value(), step.name()))
                        .toList(),
                "samples",
                false,
                seen.isEmpty() ? null : seen.get(seen.size() - 1).time());
    }

    /** Returns an event as a row: its own fields, or {@code value} if it has none, behind what is known of it. */
    private static Map<String, @Nullable Object> row(Hit hit) {
        Map<String, @Nullable Object> row = new LinkedHashMap<>();
        row.put("number", hit.number);
        row.put("atMs", hit.atMs);
        row.put("timeMs", hit.timeMs);
        row.put("key", hit.key);
        row.put("source", hit.source);
        Map<String, @Nullable Object> fields = Fields.of(hit.value);
        if (fields.isEmpty()) {
            row.put("value", hit.value);
        }
        fields.forEach((name, value) -> row.put(row.containsKey(name) ? "value." + name : name, value));
        return row;
    }
}
