// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.examples.instances;

import static java.time.Duration.between;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

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
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SixInstancesTest {
    /** Two minutes at once: all but a millisecond of it is history. */
    private static final String[] TWO_MINUTES = {"seed", "5", "rate", "40", "history", "120s", "live", "1ms"};

    /** US dollars for a million tokens read and written, as the documentation has them. */
    private static final Map<String, double[]> PRICES = Map.of(
            "small", new double[] {0.15, 0.60},
            "medium", new double[] {0.80, 4.00},
            "large", new double[] {3.00, 15.00});

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
        assertThat(second.costs).containsExactlyInAnyOrderElementsOf(first.costs);
        assertThat(second.exchanges).containsExactlyInAnyOrderElementsOf(first.exchanges);
        assertThat(two.in()).isEqualTo(one.in());
        assertThat(two.late()).isEqualTo(one.late());
    }

    @Test
    void whenRun_thenEveryReportIsAccountedFor() throws Exception {
        Seen seen = new Seen();
        Job job = run(seen, 1);
        JobMetrics metrics = job.awaitCompletion();

        assertThat(metrics.step(SixInstances.REPORTS).in()).isEqualTo(seen.requests.size() + metrics.failed());
        assertThat(seen.tumbling.stream().mapToLong(Load::requests).sum() + seen.late.size())
                .isEqualTo(seen.requests.size());
        assertThat(seen.requests.stream().map(Inference::instance).collect(Collectors.toSet()))
                .containsExactlyInAnyOrderElementsOf(SixInstances.names());
        assertThat(seen.late).isNotEmpty();
        assertThat(job.deadLetters()).hasSize((int) metrics.failed()).isNotEmpty();
    }

    @Test
    void whenRun_thenCostsAreThoseOfTheRequestsInEachWindow() throws Exception {
        Seen seen = new Seen();
        run(seen, 1).awaitCompletion();
        List<Inference> inTime = new ArrayList<>(seen.requests);
        inTime.removeAll(seen.late);

        assertThat(seen.costs).hasSameSizeAs(seen.tumbling).allSatisfy(cost -> {
            List<Inference> paid = inTime.stream()
                    .filter(r -> r.instance().equals(cost.instance()))
                    .filter(r -> !r.eventTime().isBefore(cost.start())
                            && r.eventTime().isBefore(cost.end()))
                    .toList();
            assertThat(cost.requests()).isEqualTo(paid.size());
            assertThat(cost.errors())
                    .isEqualTo(paid.stream().filter(Inference::failed).count());
            assertThat(cost.promptTokens())
                    .isEqualTo(paid.stream().mapToLong(Inference::promptTokens).sum());
            assertThat(cost.generatedTokens())
                    .isEqualTo(
                            paid.stream().mapToLong(Inference::generatedTokens).sum());
            double[] prices = PRICES.get(cost.model());
            assertThat(cost.usd() * 1e6)
                    .isCloseTo(cost.promptTokens() * prices[0] + cost.generatedTokens() * prices[1], within(1e-6));
        });
        assertThat(seen.costs.stream().mapToLong(Cost::errors).sum()).isPositive();
        assertThat(seen.costs.stream().map(Cost::model).distinct())
                .containsExactlyInAnyOrder("small", "medium", "large");
    }

    @Test
    void whenRun_thenRequestsAndCompletionsArePairedByTheirNumber() throws Exception {
        Seen seen = new Seen();
        Job job = run(seen, 1);
        job.awaitCompletion();
        Pairing expected = Pairing.of(Workload.of(Parameters.of(TWO_MINUTES)));

        assertThat(ids(seen, Exchange.Outcome.NO_COMPLETION)).isEqualTo(expected.withoutCompletion());
        assertThat(ids(seen, Exchange.Outcome.NO_REQUEST)).isEqualTo(expected.withoutRequest());
        assertThat(job.metrics().step(SixInstances.JOIN).late()).isEqualTo(expected.late());
        assertThat(seen.exchanges.stream().filter(Exchange::matched))
                .hasSize(expected.pairs())
                .allMatch(e -> between(e.begun(), e.ended()).toMillis() == e.latencyMs());
        assertThat(seen.unmatched)
                .hasSize(expected.withoutCompletion().size()
                        + expected.withoutRequest().size());
        assertThat(expected.withoutCompletion()).isNotEmpty();
        assertThat(expected.withoutRequest()).isNotEmpty();
        assertThat(expected.late()).isPositive();
    }

    private static Set<Long> ids(Seen seen, Exchange.Outcome outcome) {
        return seen.exchanges.stream()
                .filter(e -> e.outcome() == outcome)
                .map(Exchange::id)
                .collect(Collectors.toSet());
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
        private final List<Cost> costs = Collections.synchronizedList(new ArrayList<>());
        private final List<Exchange> exchanges = Collections.synchronizedList(new ArrayList<>());
        private final List<Exchange> unmatched = Collections.synchronizedList(new ArrayList<>());
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
        public void cost(Cost cost) {
            costs.add(cost);
        }

        @Override
        public void exchange(Exchange exchange) {
            exchanges.add(exchange);
        }

        @Override
        public void unmatched(Exchange exchange) {
            unmatched.add(exchange);
        }

        @Override
        public void alert(Alert alert) {
            alerts.add(alert);
        }
    }
}
