// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.examples.instances;

import static org.assertj.core.api.Assertions.assertThat;

import io.leat.Job;
import io.leat.Leat;
import io.leat.Parameters;
import io.leat.Pipeline;
import io.leat.metric.JobMetrics;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SixInstancesTest {
    /** Two minutes at once: all but a millisecond of it is history. */
    private static final String[] TWO_MINUTES = {"seed", "5", "rate", "40", "history", "120s", "live", "1ms"};

    @Test
    void whenRunTwiceAndInParallel_thenResultsAreTheSame() throws Exception {
        Seen first = new Seen();
        Seen second = new Seen();
        JobMetrics one = run(first, 1).awaitCompletion();
        JobMetrics two = run(second, 2).awaitCompletion();

        assertThat(second.tumbling).containsExactlyInAnyOrderElementsOf(first.tumbling);
        assertThat(second.sliding).containsExactlyInAnyOrderElementsOf(first.sliding);
        assertThat(second.sessions).containsExactlyInAnyOrderElementsOf(first.sessions);
        assertThat(second.late).containsExactlyInAnyOrderElementsOf(first.late);
        assertThat(second.alerts).containsExactlyInAnyOrderElementsOf(first.alerts);
        assertThat(two.in()).isEqualTo(one.in());
        assertThat(two.late()).isEqualTo(one.late());
    }

    @Test
    void whenRun_thenEveryReportIsAccountedFor() throws Exception {
        Seen seen = new Seen();
        Job job = run(seen, 1);
        JobMetrics metrics = job.awaitCompletion();

        assertThat(metrics.in()).isEqualTo(seen.requests.size() + metrics.failed());
        assertThat(seen.tumbling.stream().mapToLong(Load::requests).sum() + seen.late.size())
                .isEqualTo(seen.requests.size());
        assertThat(seen.requests.stream().map(Inference::instance).collect(Collectors.toSet()))
                .containsExactlyInAnyOrderElementsOf(SixInstances.names());
        assertThat(seen.late).isNotEmpty();
        assertThat(job.deadLetters()).hasSize((int) metrics.failed()).isNotEmpty();
    }

    @Test
    void whenAnInstanceFallsSilent_thenThereIsAnAlertForItAlone() throws Exception {
        Seen seen = new Seen();
        run(seen, 1).awaitCompletion();

        assertThat(seen.alerts.stream().filter(a -> a.what().startsWith("no request")))
                .isNotEmpty()
                .allMatch(a -> a.instance().equals("ai-4"));
    }

    @Test
    void whenADirectoryIsGiven_thenResultsAreWrittenThere(@TempDir Path directory) throws Exception {
        Parameters args = Parameters.of("history", "30s", "live", "1ms", "out", directory.toString());
        try (Leat leat = Leat.inMemory()) {
            leat.start(Pipeline.of("six", new SixInstances(), args)).awaitCompletion();
        }

        assertThat(Files.readAllLines(directory.resolve("tumbling_10s.csv")))
                .hasSizeGreaterThan(18)
                .first()
                .isEqualTo("instance,start,end,requests,tokens,avgMs,minMs,maxMs");
        assertThat(directory.resolve("requests.jsonl")).isNotEmptyFile();
        assertThat(directory.resolve("sliding_30s_10s.csv")).isNotEmptyFile();
        assertThat(directory.resolve("session_2s.csv")).isNotEmptyFile();
    }

    private static Job run(View view, int parallelism) throws InterruptedException {
        try (Leat leat = Leat.inMemory(o -> o.parallelism(parallelism))) {
            Job job = leat.start(Pipeline.of("six", new SixInstances(view), Parameters.of(TWO_MINUTES)));
            job.awaitCompletion();
            return job;
        }
    }

    private static final class Seen implements View {
        private final List<Inference> requests = Collections.synchronizedList(new ArrayList<>());
        private final List<Load> tumbling = Collections.synchronizedList(new ArrayList<>());
        private final List<Load> sliding = Collections.synchronizedList(new ArrayList<>());
        private final List<Load> sessions = Collections.synchronizedList(new ArrayList<>());
        private final List<Inference> late = Collections.synchronizedList(new ArrayList<>());
        private final List<Alert> alerts = Collections.synchronizedList(new ArrayList<>());

        @Override
        public void request(Inference inference) {
            requests.add(inference);
        }

        @Override
        public void tumbling(Load load) {
            tumbling.add(load);
        }

        @Override
        public void sliding(Load load) {
            sliding.add(load);
        }

        @Override
        public void session(Load load) {
            sessions.add(load);
        }

        @Override
        public void late(Inference inference) {
            late.add(inference);
        }

        @Override
        public void alert(Alert alert) {
            alerts.add(alert);
        }
    }
}
