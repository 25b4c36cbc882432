// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.server.api;

import io.leat.Job;
import io.leat.failure.PipelineException;
import io.leat.server.route.Answer;
import io.leat.server.route.Problem;
import io.leat.server.route.Request;
import io.leat.server.view.Documents;
import io.leat.server.watch.Moment;
import io.leat.server.watch.WatchedJob;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Stops, suspends, cancels and starts jobs. */
final class Control {
    private static final Logger LOG = System.getLogger("io.leat.server");

    private final Jobs jobs;

    Control(Jobs jobs) {
        this.jobs = jobs;
    }

    private record Now(String status) {}

    Answer stop(Request request) throws Problem {
        return end(request, "stop", Job::stop);
    }

    Answer suspend(Request request) throws Problem {
        return end(request, "suspend", Job::suspend);
    }

    Answer cancel(Request request) throws Problem {
        return end(request, "cancel", Job::cancel);
    }

    private Answer end(Request request, String what, Consumer<Job> how) throws Problem {
        String name = request.segment("job");
        if (!runs(jobs.watch().job(name)) && jobs.offers().keeper(name).letBe()) {
            WatchedJob last = jobs.watch().job(name);
            return Documents.answer(
                    new Now(last == null ? "OFFERED" : last.job().status().name()));
        }
        WatchedJob watched = jobs.find(request);
        if (!possible(watched.name(), watched).contains(what)) {
            throw refused(what, watched.name(), watched);
        }
        how.accept(watched.job());
        return Documents.answer(new Now(watched.job().status().name()));
    }

    /** One at a time, so that none is started twice. */
    synchronized Answer start(Request request) throws Problem {
        String name = request.segment("job");
        WatchedJob watched = jobs.watch().job(name);
        if (watched == null && !jobs.offers().has(name)) {
            jobs.find(request);
        }
        if (!possible(name, watched).contains("start")) {
            throw refused("start", name, watched);
        }
        try {
            jobs.offers().start(name);
        } catch (RuntimeException e) {
            LOG.log(Level.WARNING, "job '" + name + "' could not be started by request", e);
            throw new Problem(409, "job '" + name + "' could not be started: " + reason(e));
        }
        return Documents.answer(new Now(jobs.find(request).job().status().name()));
    }

    /** What the engine says speaks for itself; what others throw, such as a supplier, may be a bare class. */
    private static String reason(RuntimeException e) {
        boolean isOurs = e instanceof PipelineException || e instanceof IllegalStateException;
        return isOurs && e.getMessage() != null ? e.getMessage() : e.toString();
    }

    private static boolean runs(@Nullable WatchedJob watched) {
        return watched != null && !Moment.isOver(watched.job().status());
    }

    private Problem refused(String what, String name, @Nullable WatchedJob watched) {
        String status = watched == null ? "not started" : watched.job().status().name();
        List<String> possible = possible(name, watched);
        return new Problem(
                409,
                "job '" + name + "' is " + status + ": it cannot be " + done(what) + "; possible is "
                        + (possible.isEmpty() ? "nothing" : String.join(", ", possible)));
    }

    private static String done(String what) {
        return switch (what) {
            case "stop" -> "stopped";
            case "suspend" -> "suspended";
            case "cancel" -> "cancelled";
            default -> "started";
        };
    }

    /** Returns what can be done with a job as it is now. */
    private List<String> possible(String name, @Nullable WatchedJob watched) {
        if (watched == null || !runs(watched)) {
            return jobs.offers().has(name) ? List.of("start") : List.of();
        }
        if (watched.job().status() != Job.Status.RUNNING) {
            return List.of("cancel");
        }
        return watched.job().isDurable() ? List.of("stop", "suspend", "cancel") : List.of("stop", "cancel");
    }
}
