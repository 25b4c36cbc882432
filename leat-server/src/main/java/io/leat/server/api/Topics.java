// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.server.api;

import static java.util.stream.Collectors.joining;

import io.leat.graph.Step;
import io.leat.server.route.Problem;
import io.leat.server.view.Documents;
import io.leat.server.view.LetterView;
import io.leat.server.view.MetricsView;
import io.leat.server.watch.Live;
import io.leat.server.watch.WatchedJob;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** What open pages may be sent: of a job what the endpoints tell of it, and what others have added that is of no job. */
public final class Topics implements Live.Subjects {
    private static final long EVERY_MS = 250;
    /** How many windows and letters a message has, the latest. */
    private static final int LATEST = 50;

    private static final int FEW = 20;
    /** All pages wait with the one thread. */
    private static final Duration PATIENCE = Duration.ofMillis(200);

    private final Jobs jobs;
    private final Map<String, Live.Composer> added = new ConcurrentHashMap<>();

    Topics(Jobs jobs) {
        this.jobs = jobs;
    }

    /** Adds a topic that is of no job, such as {@code charts}; its data is asked for four times a second while somebody reads it. */
    public void add(String topic, Live.Composer composer) {
        added.put(topic, composer);
    }

    @Override
    public Live.Subject of(@Nullable String job, String topic) throws Problem {
        Live.Composer other = added.get(topic);
        if (other != null) {
            return new Live.Subject(other, EVERY_MS);
        }
        return new Live.Subject(ofJob(jobs.find(job).name(), topic), EVERY_MS);
    }

    /** The job is looked for each time: it may have been started anew. */
    private Live.Composer ofJob(String job, String topic) throws Problem {
        int colon = topic.indexOf(':');
        return switch (colon < 0 ? topic : topic.substring(0, colon + 1)) {
            case "metrics" -> () -> Documents.bytes(MetricsView.of(jobs.find(job)));
            case "letters" -> () -> Documents.bytes(LetterView.latest(jobs.find(job), LATEST));
            case "windows:" -> {
                Steps.withWindows(jobs.find(job), topic.substring(colon + 1));
                yield ofStep(job, topic.substring(colon + 1), Topics::windows);
            }
            case "step:" -> ofStep(job, topic.substring(colon + 1), Topics::samples);
            default ->
                throw new Problem(
                        404,
                        "there is no topic '" + topic + "': there are metrics, letters, windows:STEP, step:STEP"
                                + added.keySet().stream()
                                        .map(name -> ", " + name)
                                        .collect(joining()));
        };
    }

    /** Makes a message of a step. */
    @FunctionalInterface
    private interface OfStep {
        byte[] compose(WatchedJob job, Step step) throws Exception;
    }

    private Live.Composer ofStep(String job, String name, OfStep what) throws Problem {
        Jobs.step(jobs.find(job), name);
        return () -> {
            WatchedJob now = jobs.find(job);
            return what.compose(now, Jobs.step(now, name));
        };
    }

    private static byte[] windows(WatchedJob job, Step step) throws InterruptedException {
        return Documents.bytes(Steps.windows(job, step, LATEST, PATIENCE));
    }

    private static byte[] samples(WatchedJob job, Step step) throws InterruptedException {
        return Documents.bytes(Steps.parts(job, step, FEW, PATIENCE));
    }
}
