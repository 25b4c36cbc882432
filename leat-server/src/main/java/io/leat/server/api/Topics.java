// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.server.api;

import io.leat.server.route.Problem;
import io.leat.server.watch.Live;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** What open pages may be sent: of a job its metrics, and what others have added that is of no job. */
public final class Topics implements Live.Subjects {
    private static final long EVERY_MS = 250;

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
        jobs.find(job);
        return new Live.Subject(composer(job, topic), EVERY_MS);
    }

    private Live.Composer composer(@Nullable String job, String topic) throws Problem {
        if (topic.equals("metrics")) {
            return () -> Documents.bytes(MetricsView.of(jobs.find(job)));
        }
        throw new Problem(404, "there is no topic '" + topic + "': there are metrics and " + added.keySet());
    }
}
