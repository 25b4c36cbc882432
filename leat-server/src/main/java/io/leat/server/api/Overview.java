// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.server.api;

import io.leat.server.route.Answer;
import io.leat.server.route.Problem;
import io.leat.server.route.Request;
import io.leat.server.view.Documents;
import io.leat.server.view.JobView;
import io.leat.server.view.MetricsView;
import io.leat.server.view.PlanView;
import io.leat.server.watch.History;
import io.leat.server.watch.WatchedJob;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Tells which jobs there are, what they are made of and what they do. */
final class Overview {
    private final Jobs jobs;

    Overview(Jobs jobs) {
        this.jobs = jobs;
    }

    private record All(List<JobView> jobs) {}

    Answer all(Request request) {
        return Documents.answer(new All(jobs.all()));
    }

    Answer one(Request request) throws Problem {
        String name = request.segment("job");
        if (jobs.watch().job(name) == null && jobs.offers().has(name)) {
            return Documents.answer(jobs.offered(name), JobView.More.NONE);
        }
        WatchedJob job = jobs.find(request);
        return Documents.answer(jobs.view(job), JobView.More.of(job));
    }

    Answer plan(Request request) throws Problem {
        return Documents.answer(PlanView.of(jobs.find(request).job().graph()));
    }

    Answer metrics(Request request) throws Problem {
        return Documents.answer(MetricsView.of(jobs.find(request)));
    }

    Answer history(Request request) throws Problem {
        int seconds = Parameters.number(request, "seconds", History.SECONDS, History.SECONDS);
        History.Latest latest = jobs.find(request).history().latest(seconds);
        Map<String, Object> columns = new LinkedHashMap<>();
        columns.put("atMs", latest.atMs());
        latest.values().forEach((series, values) -> columns.put(series.label(), Documents.numbers(values)));
        return Documents.answer(columns);
    }
}
