// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.server.api;

import io.leat.graph.Step;
import io.leat.server.route.Problem;
import io.leat.server.route.Request;
import io.leat.server.view.JobView;
import io.leat.server.watch.Offers;
import io.leat.server.watch.Watch;
import io.leat.server.watch.WatchedJob;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The jobs that requests are about. */
record Jobs(Watch watch, Offers offers) {
    /** Returns all jobs in the order in which they were started, then those that can be. */
    List<JobView> all() {
        List<JobView> all = new ArrayList<>();
        for (WatchedJob job : watch.jobs()) {
            all.add(view(job));
        }
        for (String name : offers.names()) {
            if (watch.job(name) == null) {
                all.add(offered(name));
            }
        }
        return all;
    }

    /** Returns a job in few words. */
    JobView view(WatchedJob job) {
        return JobView.of(job, offers.has(job.name()), restartMs(job.name()));
    }

    /** Returns a pipeline in few words that was not started yet. */
    JobView offered(String name) {
        return JobView.offered(name, restartMs(name));
    }

    private @Nullable Long restartMs(String name) {
        return offers.keeper(name).nextStart().map(Instant::toEpochMilli).orElse(null);
    }

    /**
     * Returns the job that is named in the path.
     *
     * @throws Problem if there is none
     */
    WatchedJob find(Request request) throws Problem {
        return find(request.segment("job"));
    }

    WatchedJob find(@Nullable String name) throws Problem {
        WatchedJob job = name == null ? null : watch.job(name);
        if (name == null) {
            throw new Problem(400, "no job is named: give job=…, one of " + names());
        }
        if (job == null && offers.has(name)) {
            throw new Problem(
                    404, "job '" + name + "' has not been started, so there is nothing to tell of it: POST its /start");
        }
        if (job == null) {
            throw new Problem(404, "there is no job '" + name + "': there are " + names());
        }
        return job;
    }

    private List<String> names() {
        return all().stream().map(JobView::name).toList();
    }

    /**
     * Returns a step of a job.
     *
     * @throws Problem if there is none of that name
     */
    static Step step(WatchedJob job, @Nullable String name) throws Problem {
        for (Step step : job.job().graph().steps()) {
            if (step.name().equals(name)) {
                return step;
            }
        }
        throw new Problem(
                404,
                "there is no step '" + name + "' in job '" + job.name() + "': there are "
                        + job.job().graph().steps().stream().map(Step::name).toList());
    }
}
