// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.server;

import static io.leat.server.Api.at;
import static io.leat.server.Api.list;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.withinPercentage;
import static org.awaitility.Awaitility.await;

import io.leat.Job;
import io.leat.Leat;
import io.leat.Pipeline;
import io.leat.aggregate.Aggregates;
import io.leat.connector.Sink;
import io.leat.connector.memory.Push;
import io.leat.time.Watermarks;
import io.leat.window.Windows;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What the API tells of a job that runs. */
@Timeout(60)
class JobApiTest {
    private static final Instant TEN = Instant.parse("2023-11-27T10:00:00Z");
    private static final String JOB = "/api/jobs/fleet%20of%2Fsix";
    private static final String LOAD = JOB + "/steps/tokens%2F10%20s";

    record Call(String instance, Instant eventTime, int tokens) {}

    private final Push<Call> calls = Push.of(Call.class).timedBy(Call::eventTime);
    private Leat leat;
    private LeatServer server;
    private Api api;

    @BeforeEach
    void start() throws Exception {
        leat = Leat.inMemory();
        server = LeatServer.start(leat);
        api = new Api(server);
    }

    @AfterEach
    void stop() {
        server.close();
        leat.close();
    }

    private Job run() {
        return leat.start(pipeline());
    }

    private Pipeline pipeline() {
        return Pipeline.of(
                "fleet of/six",
                p -> p.from(
                                "calls",
                                calls,
                                Watermarks.outOfOrder(Duration.ofSeconds(1)).neverIdle())
                        .filter("real ones", call -> call.tokens() > 0)
                        .keyBy(Call::instance)
                        .window(Windows.tumbling(Duration.ofSeconds(10)))
                        .aggregate("tokens/10 s", Aggregates.sum(Call::tokens))
                        .to("out", Sink.of(x -> {})));
    }

    private void call(String instance, int second, int tokens) throws InterruptedException {
        calls.emit(new Call(instance, TEN.plusSeconds(second), tokens));
    }

    private static long ms(int second) {
        return TEN.plusSeconds(second).toEpochMilli();
    }

    @Test
    void whenJobRuns_thenItIsListedWithItsPlanAndMetrics() throws Exception {
        assertThat(list(api.get("/api/jobs"), "jobs")).isEmpty();
        run();
        call("ai-1", 0, 7);
        call("ai-1", 3, 0);
        await().untilAsserted(
                        () -> assertThat(at(api.get("/api/jobs"), "jobs.0.in")).isEqualTo(2L));
        Map<String, Object> job = api.get(JOB);
        assertThat(at(job, "status")).isEqualTo("RUNNING");
        assertThat(at(job, "durable")).isEqualTo(false);
        assertThat(at(job, "lateness.0.losingNoneMs")).isEqualTo(0L);
        Map<String, Object> plan = api.get(JOB + "/plan");
        assertThat(list(plan, "steps"))
                .extracting(step -> step.get("name"))
                .containsExactly("calls", "real ones", "keyBy-2", "tokens/10 s", "out");
        assertThat(String.valueOf(at(plan, "steps.1.code")))
                .matches("io\\.leat\\.server\\.JobApiTest\\.pipeline\\(JobApiTest\\.java:\\d+\\)");
        assertThat(at(plan, "steps.3.detail")).isEqualTo("tumbling PT10S");
        assertThat(at(plan, "steps.4.guarantee")).isEqualTo("at least once");
        Map<String, Object> metrics = api.get(JOB + "/metrics");
        assertThat(at(metrics, "filtered")).isEqualTo(1L);
        assertThat(at(metrics, "steps.0.watermarkMs")).isEqualTo(ms(2) - 1);
        assertThat(at(metrics, "partitions.0.latestMs")).isEqualTo(ms(3));
        assertThat(at(metrics, "partitions.0.holds")).isEqualTo(true);
        assertThat(list(api.get(JOB + "/history"), "atMs")).isNotEmpty();
    }

    @Test
    void whenWindowGivesResult_thenItIsToldWhy() throws Exception {
        run();
        call("ai-1", 0, 7);
        call("ai-2", 2, 5);
        call("ai-1", 4, 4);
        await().untilAsserted(() ->
                assertThat(list(api.get(LOAD + "/windows"), "open")).hasSize(2));
        Map<String, Object> early = api.get(LOAD + "/windows");
        assertThat(at(early, "watermarkMs")).isEqualTo(ms(3) - 1);
        assertThat(at(early, "open.0.key")).isEqualTo("ai-1");
        assertThat(at(early, "open.0.value")).isEqualTo(11L);
        assertThat(at(early, "more")).isEqualTo(false);
        assertThat(at(api.get(LOAD + "/windows?limit=1"), "more")).isEqualTo(true);
        assertThat(at(api.get(LOAD + "/state?key=ai-2"), "values.0.value")).isEqualTo(5L);
        assertThat(list(api.get(LOAD + "/state?key=ai-3"), "values")).isEmpty();

        call("ai-1", 12, 1);
        await().untilAsserted(() ->
                assertThat(list(api.get(LOAD + "/windows"), "results")).hasSize(2));
        Map<String, Object> why = whyResultOf("ai-1");
        assertThat(why.get("text"))
                .isEqualTo(
                        "The window 2023-11-27 10:00:00 UTC–10:00:10 of key ai-1 gave its result when the watermark reached 10:00:10.999;"
                                + " source calls, partition push, had come to 10:00:12, less 1 s for disorder.");
        assertThat(at(why, "result.value")).isEqualTo(11L);
        assertThat(at(why, "closedBy.boundMs")).isEqualTo(1_000L);
        assertThat(list(why, "inputs"))
                .extracting(input -> at(input, "value.tokens"))
                .containsExactly(7L, 4L);
        assertThat(why.get("inputsComplete")).isEqualTo(true);
    }

    private Map<String, Object> whyResultOf(String key) throws Exception {
        for (Map<String, Object> result : list(api.get(LOAD + "/windows"), "results")) {
            if (key.equals(result.get("key"))) {
                return api.get(JOB + "/why/result?step=tokens%2F10%20s&number=" + result.get("number"));
            }
        }
        throw new AssertionError("no result of " + key);
    }

    @Test
    void whenEventWasLate_thenItIsToldWhy() throws Exception {
        run();
        call("ai-1", 12, 1);
        await().untilAsserted(() ->
                assertThat(at(api.get(LOAD + "/windows"), "watermarkMs")).isEqualTo(ms(11) - 1));
        call("ai-1", 3, 9);
        await().untilAsserted(() ->
                assertThat(list(api.get(LOAD + "/windows"), "late")).hasSize(1));
        Map<String, Object> why = api.get(JOB + "/why/late?step=tokens%2F10%20s&number=0");
        assertThat(why.get("text"))
                .isEqualTo(
                        "The event of 2023-11-27 10:00:03 UTC belongs to the window 10:00:00–10:00:10, which was over when the watermark"
                                + " had reached 10:00:09.999; when the event came, the watermark stood at 10:00:10.999:"
                                + " source calls, partition push, had come to 10:00:12, less 1 s for disorder.");
        assertThat(at(why, "windows.0.overAtMs")).isEqualTo(ms(10) - 1);
        assertThat(at(why, "pushedBy.latestMs")).isEqualTo(ms(12));
        assertThat(api.refused(JOB + "/why/late?step=tokens%2F10%20s&number=1", 404))
                .contains("there is no late event 1 of step 'tokens/10 s'");
    }

    @Test
    void whenRecordsGoThroughStep_thenSomeAreShown() throws Exception {
        run();
        call("ai-1", 0, 7);
        call("ai-2", 2, 0);
        await().untilAsserted(() ->
                assertThat(list(api.get(JOB + "/steps/keyBy-2"), "seen.0")).hasSize(1));
        Map<String, Object> step = api.get(JOB + "/steps/real%20ones");
        assertThat(list(step, "seenIn.0")).hasSize(2);
        assertThat(at(step, "seen.0.0.value.tokens")).isEqualTo(7L);
        assertThat(at(api.get(JOB + "/steps/keyBy-2"), "seen.0.0.key")).isEqualTo("ai-1");
        assertThat(api.refused(JOB + "/steps/none", 404))
                .isEqualTo("there is no step 'none' in job 'fleet of/six': there are [calls, real ones, keyBy-2,"
                        + " tokens/10 s, out]");
    }

    @Test
    void whenStepKeepsState_thenItsSizeIsTold() throws Exception {
        leat.start(Pipeline.of(
                "kept", p -> p.from("calls", calls).keyBy(Call::instance).latest("latest", Duration.ofDays(1))));
        assertThat(at(api.get("/api/jobs/kept/steps/latest"), "stateBytes"))
                .as("without state")
                .isNull();
        for (int i = 0; i < 100; i++) {
            call("x".repeat(1_000) + i, 0, 1);
        }
        await().untilAsserted(() -> assertThat(at(api.get("/api/jobs/kept/steps/latest"), "entries"))
                .isEqualTo(100L));
        assertThat((long) at(api.get("/api/jobs/kept/steps/latest"), "stateBytes"))
                .as("100 keys and values with 1,000 letters each")
                .isCloseTo(2 * 100 * 1_000, withinPercentage(5));
        assertThat(at(api.get("/api/jobs/kept/steps/calls"), "stateBytes"))
                .as("of a source")
                .isNull();
    }

    @Test
    void whenEventsAreSearchedWithoutLog_thenThoseSeenAreFound() throws Exception {
        run();
        call("ai-1", 0, 7);
        call("ai-2", 2, 5);
        call("=ai-1", 4, 4);
        await().untilAsserted(() ->
                assertThat(list(api.get(JOB + "/events"), "events")).hasSize(3));
        assertThat(tokens("text=AI-1")).containsExactly(4L, 7L);
        assertThat(tokens("field=tokens&value=5")).containsExactly(5L);
        assertThat(tokens("key=ai-1")).containsExactly(7L);
        assertThat(tokens("step=keyBy-2&key=ai-2")).containsExactly(5L);
        assertThat(tokens("from=" + ms(1) + "&to=" + ms(3))).containsExactly(5L);
        assertThat(tokens("limit=1")).containsExactly(4L);
        assertThat(api.refused(JOB + "/events?from=x", 400))
                .isEqualTo(
                        "from=x: give milliseconds since 1970-01-01T00:00:00Z, or a time such as 2024-03-31T01:00:00Z");
        assertThat(tokens("from=" + Instant.ofEpochMilli(ms(1)) + "&to=" + Instant.ofEpochMilli(ms(3))))
                .containsExactly(5L);
        assertThat(new Client(server)
                        .get(JOB + "/events?format=csv&text=%3Dai-1")
                        .body())
                .matches(
                        "(?s)\"number\",\"atMs\",\"timeMs\",\"key\",\"source\",\"instance\",\"eventTime\",\"tokens\"\r\n"
                                + "\"2\",\"\\d+\",\"" + ms(4) + "\",,\"calls\",\"'=ai-1\",\"" + ms(4) + "\",\"4\"\r\n");
    }

    @Test
    void whenQuestionMakesNoSense_thenItSaysWhatDoes() throws Exception {
        run();
        assertThat(api.refused(JOB + "/events?limit=99999999999999999999", 400))
                .isEqualTo("limit=99999999999999999999: give a whole number from 0 to 10000");
        assertThat(api.refused(JOB + "/events?limit=-1", 400))
                .isEqualTo("limit=-1: give a whole number from 0 to 10000");
        assertThat(api.refused(JOB + "/events?frm=1", 400)).startsWith("there is no parameter 'frm' here: there are [");
        assertThat(api.refused(JOB + "/plan?limit=1", 400)).isEqualTo("there is no parameter 'limit' here: give none");
        assertThat(api.refused(JOB + "/events?format=xml", 400)).isEqualTo("format=xml: give json or csv");
        assertThat(api.refused(JOB + "/events?value=7", 400))
                .startsWith("value=… is the text of a field: give field=…");
        assertThat(api.refused(JOB + "/events?source=calls&step=out", 400)).endsWith("give one of them");
        assertThat(api.refused(JOB + "/steps/calls/windows", 400))
                .isEqualTo("from 'calls' has no windows: there are [tokens/10 s]");
        assertThat(api.refused(JOB + "/steps/calls/state", 400))
                .isEqualTo("from 'calls' has no value by key that could be told: there are [tokens/10 s]");
        assertThat(api.refused("/api/live?topics=metrics", 400)).startsWith("no job is named: give job=…, one of [");
        assertThat(api.refused("/api/live?job=fleet%20of%2Fsix&topics=windows%3Acalls", 400))
                .startsWith("from 'calls' has no windows");
    }

    /** Its text cannot be had. */
    private record Mute(long n) {
        @Override
        public String toString() {
            throw new IllegalStateException("mute");
        }
    }

    @Test
    void whenValuesAreOdd_thenTheyAreFoundAndTold() throws Exception {
        Push<Mute> odd = Push.of(Mute.class);
        leat.start(Pipeline.of(
                "odd", p -> p.from("mutes", odd).map("data", JobApiTest::odd).to("nowhere", Sink.of(event -> {}))));
        odd.emit(new Mute(1));
        await().untilAsserted(() -> assertThat(list(api.get("/api/jobs/odd/events?step=data"), "events"))
                .hasSize(1));
        assertThat(list(api.get("/api/jobs/odd/events?step=data&field=low&value=-9007199254740993"), "events"))
                .hasSize(1);
        assertThat(list(api.get("/api/jobs/odd/events?step=mutes&key=1"), "events"))
                .hasSize(1);
        assertThat(list(api.get("/api/jobs/odd/events?step=data&key=x"), "events"))
                .isEmpty();
        assertThat(new Client(server)
                        .get("/api/jobs/odd/events?step=data&format=csv")
                        .body())
                .contains("\"-Infinity\"")
                .contains("\"-9007199254740993\"")
                .contains("\"'=1+1\"")
                .doesNotContain("null");
    }

    private static Map<String, Object> odd(Mute mute) {
        Map<String, Object> data = new LinkedHashMap<>();
        data.put("low", -9_007_199_254_740_993L);
        data.put("least", Double.NEGATIVE_INFINITY);
        data.put("formula", "=1+1");
        data.put("none", Optional.empty());
        data.put("mute", mute);
        return data;
    }

    private List<Object> tokens(String query) throws Exception {
        return list(api.get(JOB + "/events?" + query), "events").stream()
                .map(event -> at(event, "value.tokens"))
                .toList();
    }
}
