// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.server.watch;

import io.leat.Job;
import io.leat.metric.JobMetrics;
import io.leat.observe.Observation;
import java.util.ArrayDeque;

/** A job that is looked at. Thread-safe. */
public final class WatchedJob implements AutoCloseable {
    /** Over how many seconds rates and percentiles go. */
    private static final int RATE_SECONDS = 10;

    private final String name;
    private final Job job;
    private final long startedMs = System.currentTimeMillis();
    private final History history = new History();
    private final Letters letters;
    private final ArrayDeque<Past> latest = new ArrayDeque<>();
    private final Observation observation;
    private volatile Moment moment;

    private record Past(long nanos, JobMetrics metrics) {}

    /**
     * Begins to look at a job.
     *
     * @param name by which it is asked for: its own, unless another one of that name runs
     */
    WatchedJob(String name, Job job) {
        this.name = name;
        this.job = job;
        this.letters = new Letters(job);
        this.observation = job.observe();
        JobMetrics begun = job.metrics();
        this.moment = new Moment(startedMs, heapBytes(), job.status(), begun, begun, 0, observation.progress());
        latest.add(new Past(System.nanoTime(), begun));
    }

    /** Returns the name by which it is asked for. */
    public String name() {
        return name;
    }

    /** Returns the job. */
    public Job job() {
        return job;
    }

    /** Returns when it was started, by the clock of the machine. */
    public long startedMs() {
        return startedMs;
    }

    /** Returns the samples of what it does. */
    public Observation observation() {
        return observation;
    }

    /** Returns what it has done, as of a second ago at most; when it has ended, all. */
    public Moment moment() {
        if (!isOver() && Moment.isOver(job.status())) {
            look();
        }
        return moment;
    }

    /** Returns what it did in the last quarter of an hour. */
    public History history() {
        return history;
    }

    /** Returns its latest dead letters. */
    public Letters letters() {
        return letters;
    }

    /** Returns whether it has ended, and all that it did is known. */
    boolean isOver() {
        return Moment.isOver(moment.status());
    }

    /** Takes note of what it has done. */
    synchronized void look() {
        if (isOver()) {
            return;
        }
        Job.Status status = job.status(); // before the numbers: those of a job that is over do not change any more
        Past now = new Past(System.nanoTime(), job.metrics());
        latest.add(now);
        while (latest.size() > RATE_SECONDS + 1) {
            latest.remove();
        }
        Past before = latest.element();
        moment = new Moment(
                System.currentTimeMillis(),
                heapBytes(),
                status,
                now.metrics,
                before.metrics,
                (now.nanos - before.nanos) / 1e9,
                observation.progress());
        history.add(moment);
        letters.look();
    }

    private static long heapBytes() {
        Runtime runtime = Runtime.getRuntime();
        return runtime.totalMemory() - runtime.freeMemory();
    }

    @Override
    public void close() {
        observation.close();
    }
}
