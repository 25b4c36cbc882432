// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.server;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.leat.Job;
import io.leat.Leat;
import io.leat.Pipeline;
import io.leat.connector.Format;
import io.leat.connector.Sink;
import io.leat.connector.memory.Collector;
import io.leat.connector.memory.Push;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Events that come in by requests. */
@Timeout(60)
class IngestTest {
    private static final String JSON = "application/json";
    private static final String LINES = "application/x-ndjson";

    private final Collector<String> out = new Collector<>();
    private final Push<String> push = Push.of(String.class).capacity(8);
    private final Leat leat = Leat.inMemory();
    private LeatServer server;
    private Client client;

    @BeforeEach
    void start() throws Exception {
        server = LeatServer.start(options -> options.patience(Duration.ofMillis(500)));
        server.ingest("/events/texts", push, Format.text());
        client = new Client(server);
    }

    @AfterEach
    void stop() {
        server.close();
        leat.close();
    }

    private Job startJob(Sink<String> to) {
        return leat.start(Pipeline.of("texts", p -> p.from("texts", push).to("out", to)));
    }

    private HttpResponse<String> post(String type, String body, String... headers) throws Exception {
        return client.post("/events/texts", type, body, headers);
    }

    private void awaitOut(String... expected) {
        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> assertThat(out.values()).containsExactly(expected));
    }

    @Test
    void whenPosted_thenOneAnArrayOrLinesAreTaken() throws Exception {
        startJob(out);
        assertThat(post(JSON, " {\"a\":1} \n").body()).isEqualTo("{\"taken\":1}");
        assertThat(post(JSON + "; charset=utf-8", "[1, \"a,]\\\"[\" ,[2,{}],\n{\"b\":[3]}]")
                        .body())
                .isEqualTo("{\"taken\":4}");
        assertThat(post(LINES, "x\r\n\ny\nz").body()).isEqualTo("{\"taken\":3}");
        assertThat(post("application/octet-stream", "o\np").body()).isEqualTo("{\"taken\":1}");
        HttpResponse<String> none = post(JSON, "[ ]");
        assertThat(none.statusCode()).isEqualTo(202);
        assertThat(none.body()).isEqualTo("{\"taken\":0}");
        awaitOut("{\"a\":1}", "1", "\"a,]\\\"[\"", "[2,{}]", "{\"b\":[3]}", "x", "y", "z", "o\np");
    }

    @ParameterizedTest
    @CsvSource({
        "'[1,,2]',   a value is missing at byte 4",
        "'[,1]',     a value is missing at byte 2",
        "'[1,]',     a value is missing at byte 4",
        "'[1',       the array does not end at byte 3",
        "'[\"a]',    the array does not end at byte 5",
        "'[1]]',     something follows the array at byte 4",
        "'[{]',      the array does not end at byte 4",
        "'  ',       the body is empty",
    })
    void whenArrayIsNone_thenItIsSaidWhereAndNothingIsTaken(String body, String reason) throws Exception {
        startJob(out);
        HttpResponse<String> answer = post(JSON, body);
        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.headers().firstValue("Content-Type")).contains("application/problem+json");
        assertThat(answer.body()).contains(reason);
        post(JSON, "\"after\"");
        awaitOut("\"after\"");
    }

    @Test
    void whenOneOfManyCannotBeRead_thenLineAndByteAreSaidAndNoneIsTaken() throws Exception {
        startJob(out);
        byte[] body = "one\ntwo\nth\0ree\nfour".getBytes(UTF_8);
        body[10] = (byte) 0xff;
        HttpResponse<String> lines = client.post("/events/texts", LINES, body);
        assertThat(lines.statusCode()).isEqualTo(400);
        assertThat(lines.body())
                .contains("line 3, from byte 9 of the body on: not UTF-8 at byte 3; nothing of this request was taken")
                .contains("\"from\":9,\"line\":3");
        body = "[\"a\", \"\0\"]".getBytes(UTF_8);
        body[7] = (byte) 0xc0;
        HttpResponse<String> array = client.post("/events/texts", JSON, body);
        assertThat(array.statusCode()).isEqualTo(400);
        assertThat(array.body()).contains("\"from\":7,\"value\":2");
        post(LINES, "after");
        awaitOut("after");
    }

    @Test
    void whenNested10000Deep_thenItIsAValueLikeOthers() throws Exception {
        startJob(out);
        String deep = "[".repeat(10_000) + "]".repeat(10_000);
        assertThat(post(JSON, "[" + deep + "]").body()).isEqualTo("{\"taken\":1}");
        awaitOut(deep);
    }

    @Test
    void whenTypeIsAnother_thenItIsSaidWhichAreTaken() throws Exception {
        for (String type : List.of("text/plain", "application/x-www-form-urlencoded", "text/html")) {
            HttpResponse<String> answer = post(type, "1");
            assertThat(answer.statusCode()).isEqualTo(415);
            assertThat(answer.body()).contains("a body of " + type + ": send application/json");
        }
    }

    @Test
    void whenTheJobDoesNotKeepUp_thenTryAgainLaterAndNothingWasTaken() throws Exception {
        CountDownLatch goOn = new CountDownLatch(1);
        startJob(Sink.of(value -> {
            goOn.await();
            out.open().write(value, 0);
        }));
        int taken = 0;
        HttpResponse<String> answer = post(JSON, "[" + taken + "]");
        while (answer.statusCode() == 202) {
            taken++;
            answer = post(JSON, "[" + taken + "]");
        }
        assertThat(answer.statusCode()).isEqualTo(429);
        assertThat(answer.headers().firstValue("Retry-After")).contains("1");
        assertThat(answer.body()).contains("nothing was taken");
        goOn.countDown();
        int all = taken;
        await().atMost(Duration.ofSeconds(20)).until(() -> out.values().size() == all);
        assertThat(post(JSON, "[" + taken + "]").statusCode()).isEqualTo(202);
        await().atMost(Duration.ofSeconds(20)).until(() -> out.values().size() == all + 1);
        assertThat(out.values()).doesNotHaveDuplicates();
    }

    @Test
    void whenMoreAtOnceThanTheSourceCanHold_thenTooLarge() throws Exception {
        HttpResponse<String> answer = post(JSON, "[1,2,3,4,5,6,7,8,9]");
        assertThat(answer.statusCode()).isEqualTo(413);
        assertThat(answer.body()).contains("9 events at once into a source that holds 8 waiting ones");
    }

    @Test
    void whenTheJobHasEnded_thenUnavailable() throws Exception {
        Job job = startJob(out);
        assertThat(post(JSON, "1").statusCode()).isEqualTo(202);
        job.cancel();
        job.await(Duration.ofSeconds(20));
        HttpResponse<String> answer = post(JSON, "2");
        assertThat(answer.statusCode()).isEqualTo(503);
        assertThat(answer.headers().firstValue("Retry-After")).contains("10");
        assertThat(answer.body()).contains("the job that read this source has ended; nothing was taken");
    }

    @Test
    void whenRequestComesAgainWithItsKey_thenSameAnswerAndTakenOnce() throws Exception {
        startJob(out);
        HttpResponse<String> first = post(JSON, "[1,2]", "Idempotency-Key", "a");
        HttpResponse<String> again = post(JSON, "[1,2]", "Idempotency-Key", "a");
        assertThat(again.statusCode()).isEqualTo(202);
        assertThat(again.body()).isEqualTo(first.body()).isEqualTo("{\"taken\":2}");
        assertThat(first.headers().firstValue("Idempotency-Replayed")).isEmpty();
        assertThat(again.headers().firstValue("Idempotency-Replayed")).contains("true");
        HttpResponse<String> other = post(JSON, "[3]", "Idempotency-Key", "a");
        assertThat(other.statusCode()).isEqualTo(422);
        assertThat(post(JSON, "3", "Idempotency-Key", "b").statusCode()).isEqualTo(202);
        assertThat(post(JSON, "3", "Idempotency-Key", "x".repeat(256)).statusCode())
                .isEqualTo(400);
        awaitOut("1", "2", "3");
    }

    @Test
    void whenRequestWithAKeyWasRefused_thenItMayComeAgain() throws Exception {
        assertThat(post(JSON, "[1,2,3,4,5,6,7,8]").statusCode()).isEqualTo(202);
        assertThat(post(JSON, "9", "Idempotency-Key", "a").statusCode()).isEqualTo(429);
        startJob(out);
        await().atMost(Duration.ofSeconds(20)).until(() -> out.values().size() == 8);
        assertThat(post(JSON, "9", "Idempotency-Key", "a").statusCode()).isEqualTo(202);
        awaitOut("1", "2", "3", "4", "5", "6", "7", "8", "9");
    }

    @Test
    void whenTheSameRequestIsNotAnsweredYet_thenConflict() throws Exception {
        server.close();
        server = LeatServer.start(options -> options.patience(Duration.ofSeconds(20)));
        server.ingest("/events/texts", push, Format.text());
        client = new Client(server);
        assertThat(post(JSON, "[1,2,3,4,5,6,7,8]").statusCode()).isEqualTo(202);
        CompletableFuture<HttpResponse<String>> waiting = CompletableFuture.supplyAsync(() -> {
            try {
                return post(JSON, "9", "Idempotency-Key", "a");
            } catch (Exception e) {
                throw new AssertionError(e);
            }
        });
        await().atMost(Duration.ofSeconds(10))
                .untilAsserted(
                        () -> assertThat(post(JSON, "x", "Idempotency-Key", "a").statusCode())
                                .as("the other request has begun, so the key is that of another one")
                                .isEqualTo(422));
        HttpResponse<String> again = post(JSON, "9", "Idempotency-Key", "a");
        assertThat(again.statusCode()).isEqualTo(409);
        startJob(out);
        assertThat(waiting.get().statusCode()).isEqualTo(202);
        awaitOut("1", "2", "3", "4", "5", "6", "7", "8", "9");
    }

    @Test
    void whenSourceIsDurable_thenTakenOnlyWhenTheJobRuns(@TempDir Path directory) throws Exception {
        Push<String> durable = Push.of(String.class).durable();
        server.ingest("/events/durable", durable, Format.text());
        assertThat(client.post("/events/durable", JSON, "1").statusCode()).isEqualTo(429);
        try (Leat kept = Leat.open(directory)) {
            kept.start(Pipeline.of("texts", p -> p.from("texts", durable).to("out", out)));
            assertThat(client.post("/events/durable", JSON, "2").statusCode()).isEqualTo(202);
            awaitOut("2");
        }
        assertThat(client.post("/events/durable", JSON, "3").statusCode()).isEqualTo(503);
    }
}
