// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.server.metric;

import io.leat.Job;
import io.micrometer.core.instrument.MeterRegistry;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** The meters of the jobs of an engine in one registry. Thread-safe. */
final class Binding {
    /** So long after the end of a job its meters are there: whoever reads them once a minute has seen its last numbers. */
    static final Duration KEPT = Duration.ofMinutes(5);
    /** Of so many jobs that have ended, at most, there are meters. */
    static final int MOST_ENDED = 20;

    private static final Logger LOG = System.getLogger("io.leat");

    private final MeterRegistry registry;
    /** By name. */
    private final Map<String, JobMeters> jobs = new HashMap<>();

    private boolean closed;

    Binding(MeterRegistry registry) {
        this.registry = registry;
    }

    /** Makes the meters of a job, in the thread that starts it. What goes wrong here is no reason not to start it. */
    synchronized void started(Job job) {
        if (closed || jobs.values().stream().anyMatch(meters -> meters.isOf(job))) {
            return;
        }
        refresh();
        String name = name(job.name());
        remove(name);
        try {
            jobs.put(name, new JobMeters(name, job, registry));
        } catch (RuntimeException e) {
            LOG.log(Level.WARNING, "job '" + job.name() + "' has no meters: " + e.getMessage(), e);
        }
    }

    /** Returns the name of a job, or with a number if one of that name runs. */
    private String name(String given) {
        String name = given;
        for (int i = 2; jobs.containsKey(name) && jobs.get(name).snapshot().isUp(); i++) {
            name = given + " #" + i;
        }
        return name;
    }

    /** Takes new snapshots, and removes the meters of jobs that ended long ago, or too many others since. */
    synchronized void refresh() {
        jobs.values().forEach(JobMeters::refresh);
        List<JobMeters> ended = jobs.values().stream()
                .filter(meters -> !meters.snapshot().isUp())
                .sorted(Comparator.comparing(meters -> meters.snapshot().at()))
                .toList();
        for (int i = 0; i < ended.size(); i++) {
            if (ended.size() - i > MOST_ENDED || ended.get(i).endedFor(KEPT)) {
                remove(ended.get(i).name());
            }
        }
    }

    /** Does something while all meters of a job are of one moment. */
    <R> R atOneMoment(Supplier<R> read) {
        List<JobMeters> held = hold();
        try {
            return read.get();
        } finally {
            held.forEach(JobMeters::release);
        }
    }

    private synchronized List<JobMeters> hold() {
        refresh();
        List<JobMeters> all = List.copyOf(jobs.values());
        all.forEach(JobMeters::hold);
        return all;
    }

    private void remove(String name) {
        JobMeters meters = jobs.remove(name);
        if (meters != null) {
            meters.remove();
        }
    }

    synchronized void close() {
        closed = true;
        List.copyOf(jobs.keySet()).forEach(this::remove);
    }
}
