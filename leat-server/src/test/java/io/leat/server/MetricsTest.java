// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.server;

import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.leat.Job;
import io.leat.Leat;
import io.leat.Pipeline;
import io.leat.aggregate.Aggregates;
import io.leat.connector.Sink;
import io.leat.connector.Source;
import io.leat.connector.memory.Push;
import io.leat.metric.JobMetrics;
import io.leat.metric.LatenessAdvice;
import io.leat.metric.StepMetrics;
import io.leat.metric.WorkerMetrics;
import io.leat.server.metric.LeatMeters;
import io.leat.time.Watermarks;
import io.leat.window.Windows;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What Prometheus is told of jobs. */
@Timeout(60)
class MetricsTest {
    record Call(String instance, Instant eventTime, int tokens) {}

    private Leat leat;
    private LeatServer server;
    private Client client;

    @BeforeEach
    void start() throws Exception {
        leat = Leat.inMemory();
        server = LeatServer.start(leat);
        client = new Client(server);
    }

    @AfterEach
    void stop() {
        server.close();
        leat.close();
    }

    private PrometheusText scrape() throws Exception {
        HttpResponse<String> answer = client.get("/metrics");
        assertThat(answer.headers().firstValue("Content-Type")).contains("text/plain; version=0.0.4; charset=utf-8");
        return PrometheusText.parse(answer.body());
    }

    private static Pipeline fleet(String name, Source<Call> calls) {
        return Pipeline.of(
                name,
                p -> p.from("calls", calls, Watermarks.outOfOrder(Duration.ofSeconds(1)))
                        .filter("long ones", call -> call.tokens() > 1)
                        .map("checked", call -> {
                            if (call.tokens() == 7) {
                                throw new IllegalStateException("seven");
                            }
                            return call;
                        })
                        .keyBy(Call::instance)
                        .window(Windows.tumbling(Duration.ofSeconds(10)))
                        .aggregate("tokens", Aggregates.sum(Call::tokens))
                        .to("out", Sink.of(sum -> {})));
    }

    private static Source<Call> calls() {
        return Source.of(IntStream.range(0, 100)
                        .mapToObj(i -> new Call(
                                "ai-" + i % 3, Instant.ofEpochSecond(1_700_000_000L + (i == 95 ? 0 : i)), i % 10))
                        .toList())
                .timedBy(Call::eventTime);
    }

    @Test
    void whenJobHasEnded_thenItsNumbersAreThoseOfTheJob() throws Exception {
        Job job = leat.start(fleet("fleet", calls()));
        JobMetrics metrics = job.awaitCompletion();
        await().untilAsserted(() ->
                assertThat(scrape().whole("leat_job_up", "job", "fleet")).isZero());

        PrometheusText text = scrape();
        assertThat(metrics.failed()).isPositive();
        assertThat(metrics.late()).isPositive();
        assertThat(text.whole("leat_job_in_records_total", "job", "fleet")).isEqualTo(metrics.in());
        assertThat(text.whole("leat_job_out_records_total", "job", "fleet")).isEqualTo(metrics.out());
        assertThat(text.whole("leat_job_filtered_records_total", "job", "fleet"))
                .isEqualTo(metrics.filtered());
        assertThat(text.whole("leat_job_late_records_total", "job", "fleet")).isEqualTo(metrics.late());
        assertThat(text.whole("leat_job_failed_records_total", "job", "fleet")).isEqualTo(metrics.failed());
        assertThat(text.whole("leat_job_windows_total", "job", "fleet")).isEqualTo(metrics.windows());
        assertThat(text.whole("leat_job_processed_records", "job", "fleet")).isEqualTo(metrics.processed());
        assertThat(text.value("leat_job_elapsed_seconds", "job", "fleet"))
                .isEqualTo(metrics.elapsed().toNanos() / 1e9);
        assertThat(text.whole("leat_job_status", "job", "fleet", "status", "completed"))
                .isOne();
        assertThat(text.whole("leat_job_status", "job", "fleet", "status", "running"))
                .isZero();
        metrics.steps().forEach(step -> assertSame(text, step));
        metrics.workers().forEach(worker -> assertSame(text, worker));
        metrics.lateness().forEach(advice -> assertSame(text, advice));
    }

    private static void assertSame(PrometheusText text, StepMetrics step) {
        String[] labels = {"job", "fleet", "step", step.step(), "kind", step.kind()};
        assertThat(text.whole("leat_step_in_records_total", labels)).isEqualTo(step.in());
        assertThat(text.whole("leat_step_out_records_total", labels)).isEqualTo(step.out());
        assertThat(text.whole("leat_step_filtered_records_total", labels)).isEqualTo(step.filtered());
        assertThat(text.whole("leat_step_late_records_total", labels)).isEqualTo(step.late());
        assertThat(text.whole("leat_step_partially_late_records_total", labels)).isEqualTo(step.partiallyLate());
        assertThat(text.whole("leat_step_unwindowed_records_total", labels)).isEqualTo(step.unwindowed());
        assertThat(text.whole("leat_step_failed_records_total", labels)).isEqualTo(step.failed());
        assertThat(text.whole("leat_step_windows_total", labels)).isEqualTo(step.windows());
        assertThat(text.whole("leat_step_queued_records", labels)).isEqualTo(step.queued());
        assertThat(text.whole("leat_step_queue_bound_records", labels)).isEqualTo(step.queueBound());
        assertThat(text.whole("leat_step_entries", labels)).isEqualTo(step.entries());
        assertThat(text.whole("leat_step_ended", labels)).isOne();
        assertThat(text.value("leat_step_watermark_timestamp_seconds", labels)).isNaN();
    }

    private static void assertSame(PrometheusText text, WorkerMetrics worker) {
        String[] labels = {"job", "fleet", "worker", Integer.toString(worker.number())};
        assertThat(text.value("leat_worker_busy_seconds_total", labels))
                .isEqualTo(worker.busy().toNanos() / 1e9);
        assertThat(text.value("leat_worker_blocked_seconds_total", labels))
                .isEqualTo(worker.blocked().toNanos() / 1e9);
    }

    private static void assertSame(PrometheusText text, LatenessAdvice advice) {
        assertThat(text.whole("leat_source_timed_records_total", "job", "fleet", "source", advice.step()))
                .isEqualTo(advice.events());
        assertThat(text.whole("leat_source_disordered_records_total", "job", "fleet", "source", advice.step()))
                .isEqualTo(advice.outOfOrder());
        assertThat(text.value(
                        "leat_source_needed_bound_seconds", "job", "fleet", "source", advice.step(), "losing", "0"))
                .isEqualTo(advice.losingNone().toNanos() / 1e9);
    }

    @Test
    void whenScraped_thenNamesAndUnitsAreAsPrometheusWantsThem() throws Exception {
        leat.start(fleet("fleet", calls())).awaitCompletion();
        PrometheusText text = scrape();
        assertThat(text.types).hasSizeGreaterThan(40);
        text.types.forEach((name, type) -> {
            assertThat(name).matches("leat_[a-z_]+").doesNotContain("__");
            assertThat(name.endsWith("_total")).as(name).isEqualTo(type.equals("counter"));
            assertThat(type).as(name).isIn("counter", "gauge");
            assertThat(text.helps.get(name)).as(name).matches("[A-Z0-9].*[^.]");
        });
    }

    @Test
    void whenScraped_thenEachMetricIsInTheDocs() throws Exception {
        leat.start(fleet("fleet", calls())).awaitCompletion();
        await().untilAsserted(() -> assertThat(scrape().types).containsKey("leat_partition_idle"));
        String docs = Files.readString(Path.of("..", "docs", "observability.md"));
        assertThat(scrape().types.keySet()).allSatisfy(name -> assertThat(docs).contains("`" + name + "`"));
        assertThat(java.util.regex.Pattern.compile("`(leat_[a-z_]+)`")
                        .matcher(docs)
                        .results()
                        .map(found -> found.group(1))
                        .collect(toSet()))
                .isEqualTo(scrape().types.keySet());
    }

    @Test
    void whenJobRuns_thenAllNumbersOfAScrapeAreOfOneMoment() throws Exception {
        List<Long> many = LongStream.range(0, 1_000).boxed().toList();
        CountDownLatch enough = new CountDownLatch(1);
        Push<Long> numbers = Push.of(Long.class);
        Job job = leat.start(Pipeline.of("busy", p -> p.from("numbers", numbers).to("out", Sink.of(n -> {}))));
        Thread feeder = new Thread(() -> {
            while (enough.getCount() > 0) {
                offer(numbers, many);
            }
        });
        feeder.start();
        try {
            for (int i = 0; i < 20; i++) {
                PrometheusText text = scrape();
                assertThat(text.whole("leat_job_in_records_total", "job", "busy"))
                        .isEqualTo(text.whole(
                                "leat_step_in_records_total", "job", "busy", "step", "numbers", "kind", "from"));
                assertThat(text.whole("leat_job_up", "job", "busy")).isOne();
            }
        } finally {
            enough.countDown();
            feeder.join();
        }
        job.cancel();
    }

    private static void offer(Push<Long> numbers, List<Long> many) {
        try {
            numbers.offerAll(many, Duration.ofMillis(100));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void whenNamesNeedEscapes_thenTheyComeBackAsTheyWere() throws Exception {
        String name = "a \"quoted\" \\ back\\n\nslash {job=\"x\"} é \u2028";
        leat.start(fleet(name, calls())).awaitCompletion();
        assertThat(scrape().whole("leat_job_in_records_total", "job", name)).isEqualTo(100);
    }

    @Test
    void whenOpenMetricsIsAccepted_thenItIsGiven() throws Exception {
        leat.start(fleet("fleet", calls())).awaitCompletion();
        HttpResponse<String> answer = client.send(client.request("/metrics")
                .header(
                        "Accept",
                        "application/openmetrics-text;version=1.0.0,text/plain;version=0.0.4;q=0.5,*/*;q=0.1"));
        assertThat(answer.headers().firstValue("Content-Type"))
                .contains("application/openmetrics-text; version=1.0.0; charset=utf-8");
        assertThat(answer.body())
                .contains("# TYPE leat_job_in_records counter\n", "leat_job_in_records_total{job=\"fleet\"} 100.0\n")
                .endsWith("# EOF\n");
    }

    @Test
    void whenJobIsStartedAgain_thenTheNumbersAreThoseOfTheNewOne() throws Exception {
        leat.start(fleet("fleet", calls())).awaitCompletion();
        assertThat(scrape().whole("leat_job_in_records_total", "job", "fleet")).isEqualTo(100);
        Push<Call> none = Push.of(Call.class).timedBy(Call::eventTime);
        leat.start(fleet("fleet", none));
        assertThat(scrape().whole("leat_job_in_records_total", "job", "fleet")).isZero();
        leat.start(fleet("fleet", calls())).awaitCompletion();
        assertThat(scrape().whole("leat_job_in_records_total", "job", "fleet #2"))
                .isEqualTo(100);
    }

    @Test
    void whenJobsComeAndGo_thenMetersAreOfTheLatestOnly() throws Exception {
        Push<Call> none = Push.of(Call.class).timedBy(Call::eventTime);
        leat.start(fleet("running", none));
        for (int i = 0; i < 30; i++) {
            leat.start(fleet("job-" + i, calls())).awaitCompletion();
        }
        PrometheusText text = scrape();
        assertThat(text.samples.keySet().stream().filter(series -> series.startsWith("leat_job_up")))
                .hasSize(21)
                .contains("leat_job_up{job=running}", "leat_job_up{job=job-29}")
                .doesNotContain("leat_job_up{job=job-0}");
        assertThat(text.samples.keySet()).noneMatch(series -> series.contains("job-0}") || series.contains("job-0,"));
    }

    @Test
    void whenRegistryIsTheUsers_thenTheMetersAreInItUntilTheyAreClosed() throws Exception {
        SimpleMeterRegistry registry = new SimpleMeterRegistry();
        leat.start(fleet("before", Push.of(Call.class).timedBy(Call::eventTime)));
        try (LeatMeters meters = LeatMeters.of(leat)) {
            meters.bindTo(registry);
            leat.start(fleet("after", calls())).awaitCompletion();
            assertThat(registry.get("leat.job.in")
                            .tag("job", "before")
                            .functionCounter()
                            .count())
                    .isZero();
            await().untilAsserted(() -> assertThat(registry.get("leat.job.in")
                            .tag("job", "after")
                            .functionCounter()
                            .count())
                    .isEqualTo(100));
            assertThat(registry.get("leat.step.in")
                            .tag("step", "checked")
                            .tag("job", "after")
                            .functionCounter()
                            .getId()
                            .getBaseUnit())
                    .isEqualTo("records");
        }
        assertThat(registry.getMeters()).isEmpty();
        leat.start(fleet("later", calls())).awaitCompletion();
        assertThat(registry.getMeters()).isEmpty();
    }

    @Test
    void whenServerIsGivenARegistry_thenMetersOfTheProgramAreShownToo() throws Exception {
        PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
        registry.counter("own.things").increment();
        try (LeatServer other = LeatServer.start(leat, options -> options.meters(registry))) {
            leat.start(fleet("fleet", calls())).awaitCompletion();
            assertThat(new Client(other).get("/metrics").body())
                    .contains("own_things_total 1.0", "leat_job_up{job=\"fleet\"}");
        }
        assertThat(registry.scrape()).contains("own_things_total 1.0").doesNotContain("leat_");
    }
}
