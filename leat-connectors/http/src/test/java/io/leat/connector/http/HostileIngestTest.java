// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.connector.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.leat.Leat;
import io.leat.Pipeline;
import io.leat.connector.memory.Collector;
import io.leat.connector.memory.Push;
import io.leat.format.Json;
import io.leat.server.LeatServer;
import java.io.ByteArrayOutputStream;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Events that mean harm, by HTTP: each request is taken whole or refused with a reason, and the counts add up. */
@Timeout(60)
class HostileIngestTest {
    /** What is asked for. */
    record Call(String instance, Instant eventTime, long tokens, double share) {}

    private static final int REQUESTS = 500;
    private static final long SEED = 20_261_127;

    private static final String GOOD = "{\"instance\":\"ai-1\",\"eventTime\":1700000000000,\"tokens\":7,\"share\":0.5}";
    private static final List<String> BAD = List.of(
            "{",
            "null",
            "[[]]",
            "\"text\"",
            GOOD + GOOD,
            GOOD.replace("0.5", "NaN"),
            GOOD.replace("0.5", "-Infinity"),
            GOOD.replace("7", "9223372036854775808"),
            GOOD.replace("7", "7.5"),
            GOOD.replace("7", "\"7\""),
            GOOD.replace("ai-1", "ai\u0000"),
            GOOD.replace("1700000000000", "\"yesterday\""),
            "[".repeat(10_000) + "]".repeat(10_000),
            "{\"a\":".repeat(10_000) + "1" + "}".repeat(10_000),
            "{\"instance\":\"" + "x".repeat(1 << 20));
    /** Odd, but events: unknown fields, of two with a name the last, white space, a time far in the future, any length of a text. */
    private static final List<String> ODD = List.of(
            GOOD.replace("\"share\"", "\"more\":[{\"deep\":{}}],\"share\""),
            GOOD.replace("\"share\"", "\"tokens\":8,\"share\""),
            "  " + GOOD + "\t",
            GOOD.replace("1700000000000", "4102444800000"),
            GOOD.replace("ai-1", "\u00e4".repeat(50_000)));

    @Test
    void whenRequestsMeanHarm_thenEachIsTakenWholeOrRefused() throws Exception {
        Random random = new Random(SEED);
        Push<Call> push = Push.of(Call.class).timedBy(Call::eventTime);
        Collector<Call> out = new Collector<>();
        HttpClient http = HttpClient.newHttpClient();
        long expected = 0;
        int refused = 0;
        long far;
        try (LeatServer server = LeatServer.start();
                Leat leat = Leat.inMemory()) {
            server.ingest("/events/calls", push, Json.of(Call.class));
            var job = leat.start(Pipeline.of("calls", p -> p.from("calls", push).to("out", out)));
            for (int i = 0; i < REQUESTS; i++) {
                Lines lines = Lines.of(random);
                HttpResponse<String> answer = http.send(
                        HttpRequest.newBuilder(server.uri().resolve("/events/calls"))
                                .header("Content-Type", "application/x-ndjson")
                                .POST(BodyPublishers.ofByteArray(lines.body))
                                .build(),
                        BodyHandlers.ofString());
                assertThat(answer.statusCode())
                        .as("request %d of seed %d: %s", i, SEED, answer.body())
                        .isEqualTo(lines.isGood ? 202 : 400);
                if (lines.isGood) {
                    assertThat(answer.body()).isEqualTo("{\"taken\":" + lines.count + "}");
                    expected += lines.count;
                } else {
                    assertThat(answer.body())
                            .contains("\"detail\":\"line ")
                            .contains("nothing of this request was taken");
                    refused++;
                }
            }
            push.close();
            far = job.awaitCompletion().failed();
            assertThat(job.deadLetters()).hasSize((int) far);
        }
        assertThat(out.values().size() + far).isEqualTo(expected);
        assertThat(far)
                .as("events from far in the future, which become dead letters")
                .isPositive();
        assertThat(refused).isBetween(REQUESTS / 5, REQUESTS / 2);
    }

    /** The body of a request. */
    private static final class Lines {
        private final byte[] body;
        private final int count;
        private final boolean isGood;

        private Lines(byte[] body, int count, boolean isGood) {
            this.body = body;
            this.count = count;
            this.isGood = isGood;
        }

        static Lines of(Random random) {
            int count = 1 + random.nextInt(4);
            boolean isGood = true;
            ByteArrayOutputStream body = new ByteArrayOutputStream();
            for (int line = 0; line < count; line++) {
                int kind = random.nextInt(10);
                String text = kind == 0 ? one(BAD, random) : kind < 3 ? one(ODD, random) : GOOD;
                byte[] bytes = text.getBytes(UTF_8);
                if (kind == 9) {
                    bytes[1 + random.nextInt(10)] = (byte) (0x80 + random.nextInt(64)); // not UTF-8
                }
                isGood &= kind != 0 && kind != 9;
                body.writeBytes(bytes);
                body.write('\n');
            }
            return new Lines(body.toByteArray(), count, isGood);
        }
    }

    private static String one(List<String> texts, Random random) {
        return texts.get(random.nextInt(texts.size()));
    }
}
