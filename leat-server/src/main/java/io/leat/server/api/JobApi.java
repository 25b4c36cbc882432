// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.server.api;

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
        endpoints.put("GET /api/jobs", overview::all);
        endpoints.put("GET /api/jobs/{job}", overview::one);
        endpoints.put("GET /api/jobs/{job}/plan", overview::plan);
        endpoints.put("GET /api/jobs/{job}/metrics", overview::metrics);
        endpoints.put("GET /api/jobs/{job}/history", overview::history);
        addInsides(endpoints);
        addActions(endpoints);
        return endpoints;
    }

    private void addInsides(Map<String, Endpoint> endpoints) {
        Steps steps = new Steps(jobs);
        Why why = new Why(jobs);
        endpoints.put("GET /api/jobs/{job}/steps/{step}", steps::one);
        endpoints.put("GET /api/jobs/{job}/steps/{step}/windows", steps::windows);
        endpoints.put("GET /api/jobs/{job}/steps/{step}/state", steps::state);
        endpoints.put("GET /api/jobs/{job}/events", new Events(jobs)::find);
        endpoints.put("GET /api/jobs/{job}/why/result", why::result);
        endpoints.put("GET /api/jobs/{job}/why/late", why::late);
    }

    private void addActions(Map<String, Endpoint> endpoints) {
        Letters letters = new Letters(jobs);
        Control control = new Control(jobs);
        endpoints.put("GET /api/jobs/{job}/letters", letters::latest);
        endpoints.put("POST /api/jobs/{job}/letters/retry", letters::retryAll);
        endpoints.put("POST /api/jobs/{job}/letters/{id}/retry", letters::retry);
        endpoints.put("POST /api/jobs/{job}/start", control::start);
        endpoints.put("POST /api/jobs/{job}/stop", control::stop);
        endpoints.put("POST /api/jobs/{job}/suspend", control::suspend);
        endpoints.put("POST /api/jobs/{job}/cancel", control::cancel);
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
