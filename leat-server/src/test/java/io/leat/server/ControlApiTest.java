// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.server;

import static io.leat.server.Api.at;
import static io.leat.server.Api.list;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.leat.Job;
import io.leat.Leat;
import io.leat.Pipeline;
import io.leat.aggregate.Aggregates;
import io.leat.connector.Sink;
import io.leat.connector.Source;
import io.leat.connector.memory.Push;
import io.leat.server.route.Keeper;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Jobs that are started and ended by request, and the log of one that is kept in a directory. */
@Timeout(60)
class ControlApiTest {
    private static final Instant TEN = Instant.parse("2023-11-27T10:00:00Z");

    record Call(String instance, Instant eventTime, int tokens) {}

    @TempDir
    Path directory;

    private Push<Call> calls = Push.of(Call.class).timedBy(Call::eventTime).durable();
    private Leat leat;
    private LeatServer server;
    private Api api;

    private void start(Leat opened) throws Exception {
        leat = opened;
        server = LeatServer.start(leat);
        api = new Api(server);
    }

    @AfterEach
    void stop() {
        server.close();
        leat.close();
    }

    private Pipeline fleet() {
        calls = Push.of(Call.class).timedBy(Call::eventTime).durable();
        return Pipeline.of(
                "fleet",
                p -> p.from("calls", calls)
                        .keyBy(Call::instance)
                        .running("tokens", Aggregates.sum(Call::tokens), Duration.ofDays(1))
                        .to("out", Sink.of(x -> {})));
    }

    private void call(int second, int tokens) throws InterruptedException {
        calls.emit(new Call("ai-" + second % 2, TEN.plusSeconds(second), tokens));
    }

    @Test
    void whenJobIsOffered_thenItIsStartedSuspendedAndGoesOn() throws Exception {
        start(Leat.open(directory));
        server.offer("fleet", leat, this::fleet);
        assertThat(at(api.get("/api/jobs"), "jobs.0.status")).isEqualTo("OFFERED");
        assertThat(api.get("/api/jobs/fleet").get("status")).isEqualTo("OFFERED");
        assertThat(api.refused("/api/jobs/fleet/plan", 404))
                .isEqualTo("job 'fleet' has not been started, so there is nothing to tell of it: POST its /start");

        assertThat(api.post("/api/jobs/fleet/start", "", 200).get("status")).isEqualTo("RUNNING");
        call(0, 7);
        await().untilAsserted(() ->
                assertThat(at(api.get("/api/jobs/fleet/metrics"), "in")).isEqualTo(1L));
        assertThat(api.post("/api/jobs/fleet/start", "", 409).get("detail"))
                .isEqualTo("job 'fleet' is RUNNING: it cannot be started; possible is stop, suspend, cancel");
        assertThat(api.post("/api/jobs/fleet/suspend", "", 200).get("status")).isIn("SUSPENDING", "SUSPENDED");
        await().untilAsserted(() ->
                assertThat(api.get("/api/jobs/fleet").get("status")).isEqualTo("SUSPENDED"));
        assertThat(api.post("/api/jobs/fleet/stop", "", 409).get("detail"))
                .isEqualTo("job 'fleet' is SUSPENDED: it cannot be stopped; possible is start");

        api.post("/api/jobs/fleet/start", "", 200);
        assertThat(list(api.get("/api/jobs"), "jobs")).hasSize(1);
        assertThat(at(api.get("/api/jobs/fleet"), "resumedFrom.in")).isEqualTo(1L);
        call(2, 5);
        await().untilAsserted(() -> assertThat(at(api.get("/api/jobs/fleet/steps/tokens/state"), "values.0.value"))
                .isEqualTo(12L));
    }

    @Test
    void whenJobKeepsNothing_thenItCanBeStoppedNotSuspended() throws Exception {
        start(Leat.inMemory());
        Job job = leat.start(fleet());
        assertThat(api.post("/api/jobs/fleet/suspend", "", 409).get("detail"))
                .isEqualTo("job 'fleet' is RUNNING: it cannot be suspended; possible is stop, cancel");
        api.post("/api/jobs/fleet/stop", "", 200);
        job.awaitCompletion();
        assertThat(api.get("/api/jobs/fleet").get("status")).isEqualTo("COMPLETED");
        assertThat(api.post("/api/jobs/fleet/start", "", 409).get("detail"))
                .isEqualTo("job 'fleet' is COMPLETED: it cannot be started; possible is nothing");
        assertThatThrownBy(() -> {
                    server.offer("fleet", leat, this::fleet);
                    server.offer("fleet", leat, this::fleet);
                })
                .hasMessage("a pipeline 'fleet' is offered already: give it another name");
    }

    @Test
    void whenTheSupplierThrows_thenTheAnswerHasTheReason() throws Exception {
        start(Leat.inMemory());
        server.offer("fleet", leat, () -> {
            throw new IllegalArgumentException("bound is -1: give 0 or more");
        });
        assertThat(api.post("/api/jobs/fleet/start", "", 409).get("detail"))
                .isEqualTo("job 'fleet' could not be started: java.lang.IllegalArgumentException: bound is -1: give 0"
                        + " or more");
    }

    @Test
    void whenOfferedByAnotherName_thenNothingIsStarted() throws Exception {
        start(Leat.inMemory());
        server.offer("misnamed", leat, this::fleet);
        assertThat(api.post("/api/jobs/misnamed/start", "", 409).get("detail"))
                .isEqualTo("job 'misnamed' could not be started: it is offered as 'misnamed', but the pipeline is"
                        + " called 'fleet': offer it by that name");
        assertThat(leat.jobs()).isEmpty();
    }

    /** Somebody who starts a pipeline again, in an hour. */
    private static final class Patient implements Keeper {
        private volatile @Nullable Instant next = TEN;

        @Override
        public Optional<Instant> nextStart() {
            return Optional.ofNullable(next);
        }

        @Override
        public boolean letBe() {
            boolean waited = next != null;
            next = null;
            return waited;
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"stop", "suspend", "cancel"})
    void whenJobWaitsToBeStartedAgain_thenItIsSeenAndCanBeEnded(String action) throws Exception {
        start(Leat.inMemory());
        server.offer("fleet", leat, this::fleet, new Patient());
        assertThat(at(api.get("/api/jobs"), "jobs.0.restartMs")).isEqualTo(TEN.toEpochMilli());
        Job job = leat.start(fleet());
        assertThat(api.get("/api/jobs/fleet")).containsEntry("restartMs", null);
        job.cancel();
        job.await(Duration.ofSeconds(20));
        assertThat(api.get("/api/jobs/fleet"))
                .containsEntry("status", "CANCELLED")
                .containsEntry("restartMs", TEN.toEpochMilli());

        api.post("/api/jobs/fleet/" + action, "", 200);

        assertThat(api.get("/api/jobs/fleet")).containsEntry("restartMs", null);
        assertThat(api.post("/api/jobs/fleet/" + action, "", 409).get("detail"))
                .asString()
                .endsWith("; possible is start");
    }

    @Test
    void whenAnotherPageSends_thenNothingIsStopped() throws Exception {
        start(Leat.inMemory());
        leat.start(fleet());
        assertThat(new Client(server)
                        .raw(
                                "POST /api/jobs/fleet/cancel HTTP/1.1\r\nHost: localhost\r\nOrigin: http://evil.example\r\n"
                                        + "Content-Length: 0\r\n\r\n"))
                .startsWith("HTTP/1.1 403 ");
        assertThat(api.get("/api/jobs/fleet").get("status")).isEqualTo("RUNNING");
    }

    @Test
    void whenManyJobsHaveEnded_thenTheLast20AreKnown() throws Exception {
        start(Leat.inMemory());
        for (int i = 0; i < 25; i++) {
            leat.start(Pipeline.of(
                            "job " + i, p -> p.from("calls", Source.of(1, 2)).to("out", Sink.of(x -> {}))))
                    .awaitCompletion();
            api.get("/api/jobs/job%20" + i);
        }
        leat.start(fleet());
        assertThat(list(api.get("/api/jobs"), "jobs")).hasSize(21);
        assertThat(api.get("/api/jobs/job%2024").get("in")).isEqualTo(2L);
        api.refused("/api/jobs/job%204", 404);
    }

    @Test
    void whenSourceHasALog_thenItIsSearchedTheLatestFirst() throws Exception {
        start(Leat.open(directory));
        leat.start(fleet());
        for (int second = 0; second < 5_000; second++) {
            call(second, second);
        }
        assertThat(found("")).hasSize(100).startsWith(4_999L, 4_998L, 4_997L);
        assertThat(found("limit=3&field=instance&value=ai-1")).containsExactly(4_999L, 4_997L, 4_995L);
        assertThat(found("key=ai-1&limit=1&to=" + TEN.plusSeconds(100).toEpochMilli()))
                .containsExactly(99L);
        assertThat(found("from=" + TEN.plusSeconds(7).toEpochMilli() + "&to="
                        + TEN.plusSeconds(9).toEpochMilli()))
                .containsExactly(9L, 8L, 7L);
        assertThat(found("field=tokens&value=0")).containsExactly(0L);
        assertThat(found("text=nowhere")).isEmpty();
        assertThat(found("from=0&to=1")).isEmpty();
        assertThat(api.get("/api/jobs/fleet/events?text=nowhere"))
                .containsEntry("from", "log")
                .containsEntry("complete", true)
                .containsEntry("oldestMs", TEN.toEpochMilli());
    }

    private List<Object> found(String query) throws Exception {
        return list(api.get("/api/jobs/fleet/events?" + query), "events").stream()
                .map(event -> at(event, "value.tokens"))
                .toList();
    }
}
