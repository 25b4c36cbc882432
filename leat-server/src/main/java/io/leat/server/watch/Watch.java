// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.server.watch;

import io.leat.Job;
import io.leat.Leat;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Looks at all jobs of engines, once a second, in one thread. Those that have ended stay, the last 20 of them. Thread-safe. */
public final class Watch implements AutoCloseable {
    private static final Logger LOG = System.getLogger("io.leat.server");
    private static final int ENDED_KEPT = 20;
    private static final long EVERY_MS = 1_000;

    /** In the order in which they were started. */
    private final Map<String, WatchedJob> jobs = new LinkedHashMap<>();

    /** Of the engines, so that they tell no more when it is closed. */
    private final Queue<Leat.OnStart> starts = new ConcurrentLinkedQueue<>();

    private final ScheduledExecutorService thread;
    private boolean closed;

    /** Starts the thread. */
    public Watch() {
        thread = Executors.newSingleThreadScheduledExecutor(task -> {
            Thread made = new Thread(task, "leat-server-watch");
            made.setDaemon(true);
            return made;
        });
        var unused = thread.scheduleAtFixedRate(this::look, EVERY_MS, EVERY_MS, TimeUnit.MILLISECONDS);
    }

    /** Looks at the jobs of an engine: those that run, and those that are started from now on. */
    public void watch(Leat leat) {
        starts.add(leat.onStart(this::add));
        leat.jobs().forEach(this::add);
    }

    private synchronized void add(Job job) {
        if (closed || jobs.values().stream().anyMatch(known -> known.job() == job)) {
            return;
        }
        String name = name(job.name());
        WatchedJob before = jobs.remove(name);
        if (before != null) {
            before.close();
        }
        jobs.put(name, new WatchedJob(name, job));
        forgetOldest();
    }

    /** Returns the name of a job, or with a number if one of that name runs. */
    private String name(String given) {
        String name = given;
        for (int i = 2; jobs.containsKey(name) && !jobs.get(name).isOver(); i++) {
            name = given + " #" + i;
        }
        return name;
    }

    private void forgetOldest() {
        List<WatchedJob> ended = new ArrayList<>(jobs.values());
        ended.removeIf(job -> !job.isOver());
        for (WatchedJob job : ended.subList(0, Math.max(0, ended.size() - ENDED_KEPT))) {
            jobs.remove(job.name());
            job.close();
        }
    }

    private void look() {
        for (WatchedJob job : jobs()) {
            try {
                job.look();
            } catch (RuntimeException e) {
                LOG.log(Level.ERROR, "job '" + job.name() + "' cannot be looked at", e);
            }
        }
    }

    /** Returns the jobs in the order in which they were started. */
    public synchronized List<WatchedJob> jobs() {
        return List.copyOf(jobs.values());
    }

    /** Returns a job; null if there is none of that name. */
    public synchronized @Nullable WatchedJob job(String name) {
        return jobs.get(name);
    }

    /** Looks no more. */
    @Override
    public void close() {
        thread.shutdownNow();
        starts.forEach(Leat.OnStart::close);
        List<WatchedJob> last;
        synchronized (this) {
            closed = true;
            last = List.copyOf(jobs.values());
            jobs.clear();
        }
        last.forEach(WatchedJob::close);
    }
}
