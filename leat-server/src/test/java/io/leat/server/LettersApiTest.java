// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.server;

import static io.leat.server.Api.at;
import static io.leat.server.Api.list;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.leat.Job;
import io.leat.Leat;
import io.leat.Pipeline;
import io.leat.connector.Sink;
import io.leat.connector.memory.Push;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Dead letters over the API: shown, tried again as they are, and mended. */
@Timeout(60)
class LettersApiTest {
    private static final String LETTERS = "/api/jobs/fleet/letters";

    record Call(String instance, Instant eventTime, long tokens) {}

    private final Push<Call> calls = Push.of(Call.class).timedBy(Call::eventTime);
    private final List<Call> out = new CopyOnWriteArrayList<>();
    private volatile boolean broken = true;
    private Leat leat;
    private LeatServer server;
    private Api api;

    @BeforeEach
    void start() throws Exception {
        leat = Leat.inMemory();
        server = LeatServer.start(leat);
        api = new Api(server);
        leat.start(Pipeline.of(
                "fleet",
                p -> p.from("calls", calls).map("checked", this::checked).to("out", Sink.of(out::add))));
    }

    @AfterEach
    void stop() {
        server.close();
        leat.close();
    }

    private Call checked(Call call) {
        if (call.tokens() < 0) {
            throw new IllegalArgumentException("tokens of <b>" + call.instance() + "</b>: " + call.tokens());
        }
        if (broken && call.tokens() == 0) {
            throw new IllegalStateException("broken");
        }
        return call;
    }

    private void call(String instance, long tokens) throws InterruptedException {
        calls.emit(new Call(instance, Instant.ofEpochSecond(1_700_000_000), tokens));
    }

    private List<Map<String, Object>> letters(int count) {
        await().untilAsserted(
                        () -> assertThat(list(api.get(LETTERS), "letters")).hasSize(count));
        return await().until(() -> list(api.get(LETTERS), "letters"), all -> true);
    }

    @Test
    void whenRecordFails_thenItsLetterTellsAll() throws Exception {
        call("ai-1", -9_007_199_254_740_993L);
        Map<String, Object> letter = letters(1).get(0);
        assertThat(letter)
                .containsEntry("id", 0L)
                .containsEntry("step", "checked")
                .containsEntry("timeMs", 1_700_000_000_000L)
                .containsEntry("exception", "java.lang.IllegalArgumentException")
                .containsEntry("retriable", true)
                .containsEntry("editable", true)
                .containsEntry("tried", false)
                .containsEntry(
                        "edit", "{\"instance\":\"ai-1\",\"eventTime\":1700000000000,\"tokens\":-9007199254740993}");
        assertThat(at(letter, "value.tokens"))
                .as("as text: a browser would round it")
                .isEqualTo("-9007199254740993");
        assertThat(String.valueOf(letter.get("stack"))).contains("at io.leat.server", "LettersApiTest.checked");
        assertThat(String.valueOf(letter.get("reason"))).contains("tokens of <b>ai-1</b>");
    }

    @Test
    void whenRecordIsLarge_thenItsBeginningIsTold() throws Exception {
        Push<byte[]> packets = Push.of(byte[].class);
        leat.start(Pipeline.of(
                "packets",
                p -> p.from("packets", packets)
                        .filter("readable", packet -> packet[packet.length] == 0)
                        .to("nowhere", Sink.of(packet -> {}))));
        packets.emit(new byte[1 << 20]);
        Map<String, Object> letter = await().until(
                        () -> list(api.get("/api/jobs/packets/letters"), "letters"), all -> !all.isEmpty())
                .get(0);
        assertThat(letter.get("size")).isEqualTo(1L << 20);
        assertThat(Base64.getDecoder().decode((String) letter.get("bytes"))).hasSize(16 << 10);
    }

    @Test
    void whenLetterIsMended_thenItsRecordGoesOn() throws Exception {
        call("ai-1", -7);
        letters(1);
        Map<String, Object> answer = api.post(
                LETTERS + "/0/retry",
                "{ \"value\" : {\"instance\":\"ai-9\",\"eventTime\":1700000000000,\"tokens\":7} }",
                200);
        assertThat(answer.get("tried")).isEqualTo(1L);
        await().untilAsserted(() -> assertThat(out).extracting(Call::instance).containsExactly("ai-9"));
        assertThat(letters(1).get(0).get("tried")).isEqualTo(true);
        assertThat(api.post(LETTERS + "/0/retry", "", 409).get("detail"))
                .isEqualTo(
                        "letter 0 was given to its step before: if it has failed once more, that is a letter of its own");
        assertThat(out).as("once").hasSize(1);
    }

    @Test
    void whenMendedValueIsWrong_thenItSaysWhyAndNothingIsTried() throws Exception {
        call("ai-1", -7);
        letters(1);
        assertThat(api.post(LETTERS + "/0/retry", "{\"value\":{\"instance\":\"ai-9\",\"tokens\":\"7\"}}", 400)
                        .get("detail"))
                .asString()
                .startsWith("the value cannot be read as Call: ")
                .contains("tokens");
        assertThat(api.post(LETTERS + "/0/retry", "[7]", 400).get("detail"))
                .isEqualTo("the body is no JSON object: give {\"value\":…}, or nothing");
        assertThat(api.post(LETTERS + "/0/retry", "{\"value\":", 400).get("detail"))
                .asString()
                .startsWith("the body is no JSON, at byte 9: ")
                .doesNotContain("Source");
        assertThat(api.post(LETTERS + "/0/retry", "{\"valeu\":7}", 400).get("detail"))
                .isEqualTo("there is no field 'valeu': give {\"value\":…}, or no body at all");
        assertThat(api.post(LETTERS + "/retry", "{\"value\":7}", 400).get("detail"))
                .isEqualTo("all letters are tried as they are: give no body, or try one by its id");
        assertThat(api.post(LETTERS + "/77/retry", "", 404).get("detail"))
                .isEqualTo("there is no letter 77 among the latest of job 'fleet'");
        assertThat(letters(1).get(0).get("tried")).isEqualTo(false);
        assertThat(out).isEmpty();
    }

    @Test
    void whenAllAreTriedAgain_thenEachIsTriedOnce() throws Exception {
        call("ai-1", 0);
        call("ai-2", -1);
        call("ai-3", 0);
        letters(3);
        broken = false;
        assertThat(api.post(LETTERS + "/retry", "", 200).get("tried")).isEqualTo(3L);
        await().untilAsserted(
                        () -> assertThat(out).extracting(Call::instance).containsExactlyInAnyOrder("ai-1", "ai-3"));
        List<Map<String, Object>> after = letters(4);
        assertThat(after).extracting(letter -> letter.get("tried")).containsExactly(true, true, true, false);
        assertThat(api.get(LETTERS).get("total")).isEqualTo(4L);
        assertThat(api.post(LETTERS + "/retry", "", 200).get("tried")).isEqualTo(1L);
        assertThat(out).hasSize(2);
    }

    @Test
    void whenJobHasEnded_thenLettersStayAndAreRefused() throws Exception {
        call("ai-1", 0);
        letters(1);
        Job job = leat.jobs().get(0);
        job.stop();
        job.awaitCompletion();
        Map<String, Object> answer = api.post(LETTERS + "/retry", "", 200);
        assertThat(answer.get("tried")).isEqualTo(0L);
        assertThat(at(answer, "refused.0.reason")).asString().contains("ended");
        assertThat(api.post(LETTERS + "/0/retry", "", 409).get("detail"))
                .asString()
                .contains("ended");
    }
}
