// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.server.monitor;

import static java.util.stream.Collectors.joining;

import io.leat.Job;
import io.leat.server.route.Answer;
import io.leat.server.route.Problem;
import io.leat.server.route.Request;
import io.leat.server.text.JsonText;
import io.leat.server.watch.Moment;
import io.leat.server.watch.Watch;
import io.leat.server.watch.WatchedJob;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.WeakHashMap;

/** Whether all is well with the jobs. What is wrong is a 503 that names the job. */
final class Health {
    private final Watch watch;
    private final Duration stuckAfter;
    private final Map<WatchedJob, Standstill> standing = new WeakHashMap<>();

    Health(Watch watch, Duration stuckAfter) {
        this.watch = watch;
        this.stuckAfter = stuckAfter;
    }

    /** Answers whether the process is worth going on with: no job has got nowhere for long while one of its threads was busy. */
    Answer live(Request request) throws Problem {
        for (WatchedJob job : watch.jobs()) {
            Duration stuck = stuckFor(job);
            if (!Moment.isOver(job.moment().status()) && stuck.compareTo(stuckAfter) >= 0) {
                throw new Problem(
                        503,
                        "job '" + job.name() + "' has got nowhere for " + stuck.toSeconds()
                                + " s, and a thread of it is held up all the time: by a function or a sink that does not return."
                                + " A thread dump shows where");
            }
        }
        return Answer.json(200, "{\"status\":\"live\"}");
    }

    private synchronized Duration stuckFor(WatchedJob job) {
        return standing.computeIfAbsent(job, first -> new Standstill())
                .look(job.moment().metrics());
    }

    /** Answers whether all jobs do their work: none has failed. One that has ended as it should is no harm. */
    Answer ready(Request request) throws Problem {
        List<WatchedJob> jobs = watch.jobs();
        for (WatchedJob job : jobs) {
            if (job.moment().status() == Job.Status.FAILED) {
                String why = job.job().failure().map(Throwable::toString).orElse("for an unknown reason");
                throw new Problem(
                        503, "job '" + job.name() + "' has failed: " + why + ". Start it again when that is mended");
            }
        }
        return Answer.json(
                200,
                jobs.stream()
                        .map(job -> JsonText.quote(job.name()) + ":"
                                + JsonText.quote(job.moment().status().name()))
                        .collect(joining(",", "{\"status\":\"ready\",\"jobs\":{", "}}")));
    }
}
