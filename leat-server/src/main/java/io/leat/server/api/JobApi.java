// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.server.api;

import static io.leat.server.api.Parameters.only;

import io.leat.Leat;
import io.leat.server.dispatch.Route;
import io.leat.server.route.Endpoint;
import io.leat.server.watch.Live;
import io.leat.server.watch.Offers;
import io.leat.server.watch.Watch;
import java.util.LinkedHashMap;
import java.util.Map;

/** Jobs over HTTP. */
public final class JobApi implements AutoCloseable {
    private final Watch watch = new Watch();
    private final Offers offers = new Offers();
    private final Jobs jobs = new Jobs(watch, offers);
    private final Topics topics = new Topics(jobs);
    private final Live live = new Live(topics);

    /** Shows the jobs of an engine. */
    public void watch(Leat leat) {
        watch.watch(leat);
    }

    /** Returns the jobs that are looked at. */
    public Watch watched() {
        return watch;
    }

    /** Returns what may be started by request. */
    public Offers offers() {
        return offers;
    }

    /** Returns what else pages may be sent, besides what jobs do. */
    public Topics topics() {
        return topics;
    }

    /** Returns the endpoints by method and path. */
    public Map<String, Endpoint> endpoints() {
        Overview overview = new Overview(jobs);
        Map<String, Endpoint> endpoints = new LinkedHashMap<>();
        endpoints.put("GET /api/jobs", only(overview::all));
        endpoints.put("GET /api/jobs/{job}", only(overview::one));
        endpoints.put("GET /api/jobs/{job}/plan", only(overview::plan));
        endpoints.put("GET /api/jobs/{job}/metrics", only(overview::metrics));
        endpoints.put("GET /api/jobs/{job}/history", only(overview::history, "seconds"));
        addInsides(endpoints);
        addActions(endpoints);
        return endpoints;
    }

    private void addInsides(Map<String, Endpoint> endpoints) {
        Steps steps = new Steps(jobs);
        Why why = new Why(jobs);
        endpoints.put("GET /api/jobs/{job}/steps/{step}", only(steps::one, "limit"));
        endpoints.put("GET /api/jobs/{job}/steps/{step}/windows", only(steps::windows, "limit"));
        endpoints.put("GET /api/jobs/{job}/steps/{step}/state", only(steps::state, "key", "limit"));
        endpoints.put("GET /api/jobs/{job}/events", only(new Events(jobs)::find, Events.PARAMETERS));
        endpoints.put("GET /api/jobs/{job}/why/result", only(why::result, "step", "number"));
        endpoints.put("GET /api/jobs/{job}/why/late", only(why::late, "step", "number"));
    }

    private void addActions(Map<String, Endpoint> endpoints) {
        Letters letters = new Letters(jobs);
        Control control = new Control(jobs);
        endpoints.put("GET /api/jobs/{job}/letters", only(letters::latest, "limit"));
        endpoints.put("POST /api/jobs/{job}/letters/retry", only(letters::retryAll));
        endpoints.put("POST /api/jobs/{job}/letters/{id}/retry", only(letters::retry));
        endpoints.put("POST /api/jobs/{job}/start", only(control::start));
        endpoints.put("POST /api/jobs/{job}/stop", only(control::stop));
        endpoints.put("POST /api/jobs/{job}/suspend", only(control::suspend));
        endpoints.put("POST /api/jobs/{job}/cancel", only(control::cancel));
    }

    /** Returns the route by which pages are sent what has changed. */
    public Route live() {
        return live.route();
    }

    /** Looks at nothing any more, and tells pages that it is over. */
    @Override
    public void close() {
        live.close();
        watch.close();
    }
}
