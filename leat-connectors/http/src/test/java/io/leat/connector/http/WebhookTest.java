// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.connector.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.leat.Job;
import io.leat.Leat;
import io.leat.Pipeline;
import io.leat.connector.Format;
import io.leat.connector.Guarantee;
import io.leat.connector.Result;
import io.leat.connector.SinkContext;
import io.leat.connector.Transactions;
import io.leat.connector.UnavailableException;
import io.leat.connector.http.Target.Posted;
import io.leat.connector.http.Target.Reply;
import io.leat.connector.memory.Push;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Results that are posted, to a receiver that fails and recovers. */
@Timeout(60)
class WebhookTest {
    private static final SinkContext CONTEXT = new SinkContext("job", "step", "run", true, null);

    private Target target;

    @BeforeEach
    void start() throws IOException {
        target = new Target(0);
    }

    @AfterEach
    void stop() {
        target.close();
    }

    private static List<Result<String>> results(String... values) {
        return Stream.of(values).map(value -> new Result<>(value, 0)).toList();
    }

    private Webhook<String> webhook() {
        return Webhook.to(target.uri(), Format.text());
    }

    private List<String> keys() {
        return target.posted.stream().map(Posted::key).toList();
    }

    @Test
    void whenCommitted_thenEachResultIsARequestWithItsKey() throws Exception {
        webhook().header("X-Secret", "abc").connect(CONTEXT).commit(7, results("1", "2"));
        webhook().connect(CONTEXT).commit(7, results("1", "2"));
        assertThat(target.bodies()).containsExactly("1", "2", "1", "2");
        assertThat(keys()).doesNotContainNull().satisfies(keys -> {
            assertThat(keys.subList(0, 2)).doesNotHaveDuplicates().isEqualTo(keys.subList(2, 4));
            assertThat(keys.get(0)).matches("[0-9a-f]{32}-7-0-1");
        });
        assertThat(target.posted.get(0).type()).isEqualTo("application/json");
        assertThat(target.posted.get(0).secret()).isEqualTo("abc");
    }

    @Test
    void whenJobStepRunOrEpochDiffers_thenSoDoesTheKey() throws Exception {
        webhook().connect(CONTEXT).commit(1, results("x"));
        webhook().connect(CONTEXT).commit(2, results("x"));
        webhook().connect(new SinkContext("job2", "step", "run", true, null)).commit(1, results("x"));
        webhook().connect(new SinkContext("job", "2step", "run", true, null)).commit(1, results("x"));
        webhook().connect(new SinkContext("job", "step", "run2", true, null)).commit(1, results("x"));
        assertThat(keys()).hasSize(5).doesNotHaveDuplicates();
    }

    @Test
    void whenBatched_thenArrays() throws Exception {
        webhook().batches(3).connect(CONTEXT).commit(1, results("1", "2", "3", "4"));
        webhook().batches(1).connect(CONTEXT).commit(2, results("5"));
        assertThat(target.bodies()).containsExactly("[1,2,3]", "[4]", "[5]");
        assertThat(keys().get(1)).endsWith("-1-3-1");
    }

    @ParameterizedTest
    @ValueSource(ints = {408, 425, 429, 500, 502, 503, 504})
    void whenItFailsForNow_thenItGoesOnWithTheResultThatFailed(int status) throws Exception {
        Transactions<String> open = webhook().connect(CONTEXT);
        target.replies.add(Reply.of(200));
        target.replies.add(new Reply(status, "not\nnow", "", ""));
        assertThatThrownBy(() -> open.commit(1, results("1", "2", "3")))
                .isInstanceOf(UnavailableException.class)
                .hasMessage("webhook http://127.0.0.1:" + target.port() + " has answered " + status + ": not now");
        open.commit(1, results("1", "2", "3"));
        assertThat(target.bodies()).containsExactly("1", "2", "2", "3");
        assertThat(keys().get(1)).isEqualTo(keys().get(2));
    }

    @Test
    void whenItSaysWhenToComeAgain_thenNotBefore() throws Exception {
        Transactions<String> open = webhook().connect(CONTEXT);
        target.replies.add(new Reply(503, "", "Retry-After", "1"));
        long began = System.nanoTime();
        assertThatThrownBy(() -> open.commit(1, results("1"))).isInstanceOf(UnavailableException.class);
        assertThatThrownBy(() -> open.commit(1, results("1")))
                .hasMessageContaining("asks to be left alone for 1 s more");
        assertThat(target.posted).hasSize(1);
        await().pollInterval(Duration.ofMillis(20))
                .untilAsserted(
                        () -> assertThatCode(() -> open.commit(1, results("1"))).doesNotThrowAnyException());
        assertThat(System.nanoTime() - began).isGreaterThan(950_000_000);
        assertThat(target.posted).hasSize(2);
    }

    @Test
    void whenAnEarlierRequestWithTheKeyIsStillGoingOn_thenLater() throws Exception {
        Transactions<String> open = webhook().connect(CONTEXT);
        target.replies.add(new Reply(409, "", "Retry-After", "0"));
        target.replies.add(Reply.of(409));
        assertThatThrownBy(() -> open.commit(1, results("1"))).isInstanceOf(UnavailableException.class);
        assertThatThrownBy(() -> open.commit(1, results("1")))
                .isInstanceOf(IOException.class)
                .isNotInstanceOf(UnavailableException.class);
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 401, 404, 413, 422})
    void whenItDoesNotWantThem_thenItIsSaidWithTheBeginningOfWhatItSaid(int status) throws Exception {
        target.replies.add(new Reply(status, "no: " + "x".repeat(10_000), "", ""));
        assertThatThrownBy(() -> webhook().connect(CONTEXT).commit(1, results("1")))
                .isInstanceOf(IOException.class)
                .isNotInstanceOf(UnavailableException.class)
                .hasMessageContaining("has answered " + status + ": no: xxx")
                .message()
                .hasSizeLessThan(700);
    }

    @Test
    void whenItSendsElsewhere_thenItIsNotFollowed() throws Exception {
        try (Target elsewhere = new Target(0)) {
            target.replies.add(new Reply(307, "", "Location", elsewhere.uri().toString()));
            assertThatThrownBy(() ->
                            webhook().header("X-Secret", "abc").connect(CONTEXT).commit(1, results("1")))
                    .isNotInstanceOf(UnavailableException.class)
                    .hasMessageContaining("redirects are not followed");
            assertThat(elsewhere.posted).isEmpty();
        }
    }

    @Test
    void whenNobodyAnswers_thenUnavailable() throws Exception {
        Transactions<String> open = webhook().timeout(Duration.ofMillis(200)).connect(CONTEXT);
        target.replies.add(Reply.of(0));
        assertThatThrownBy(() -> open.commit(1, results("1")))
                .isInstanceOf(UnavailableException.class)
                .hasMessageEndingWith("has not answered within PT0.2S");
        target.close();
        assertThatThrownBy(() -> open.commit(1, results("1")))
                .isInstanceOf(UnavailableException.class)
                .hasMessageContaining("cannot be reached: java.net.ConnectException");
    }

    @Test
    void whenSomethingIsShown_thenNoSecrets() throws Exception {
        Webhook<String> webhook = webhook().header("X-Secret", "s3cr3t-header");
        assertThat(webhook).hasToString("webhook http://127.0.0.1:" + target.port());
        assertThat(webhook.guarantee()).isEqualTo(Guarantee.IDEMPOTENT);
        target.replies.add(new Reply(400, "what is s3cr3t-header?", "", ""));
        target.replies.add(new Reply(503, "what is s3cr3t-header?", "", ""));
        for (int i = 0; i < 2; i++) {
            assertThatThrownBy(() -> webhook.connect(CONTEXT).commit(1, results("1")))
                    .message()
                    .contains("what is …?")
                    .doesNotContain("s3cr3t");
        }
        assertThatThrownBy(() -> webhook.header("X-Secret", "s3cr3t\n"))
                .message()
                .contains("the header 'X-Secret', or its value, cannot be sent")
                .doesNotContain("s3cr3t");
        assertThatThrownBy(() -> webhook.header("Host", "x")).hasMessageContaining("the header 'Host'");
    }

    @Test
    void whenSettingsAreWrong_thenItIsSaid() {
        for (String address : List.of("ftp://x/", "http:/x", "mailto:a@b", "http://user:pass@x/")) {
            assertThatThrownBy(() -> Webhook.to(URI.create(address), Format.text()))
                    .hasMessageContaining("give http or https, and a host")
                    .message()
                    .doesNotContain("pass@");
        }
        assertThatThrownBy(() -> webhook().batches(0)).hasMessage("batches of 0 results: give 1 to 10,000");
        assertThatThrownBy(() -> webhook().timeout(Duration.ZERO)).hasMessageContaining("a timeout of PT0S");
    }

    @Test
    void whenTheJobEndsInTheMiddleAndGoesOn_thenEachResultIsThereOnceByItsKey(@TempDir Path directory)
            throws Exception {
        int lives = 4;
        for (int life = 0; life < lives; life++) {
            target.replies.addAll(List.of(Reply.of(200), Reply.of(503), Reply.of(200), Reply.of(500)));
            Push<String> push = Push.of(String.class);
            try (Leat leat = Leat.open(directory, options -> options.epochs(Duration.ofMillis(20)))) {
                Job job = leat.start(Pipeline.of(
                        "hooks", p -> p.from("texts", push).to("hook", webhook().batches(2))));
                push.emitAll(IntStream.range(10 * life, 10 * life + 10)
                        .mapToObj(Integer::toString)
                        .toList());
                if (life < lives - 1) {
                    int before = target.posted.size();
                    await().until(() -> target.posted.size() > before + 1);
                } else {
                    push.close();
                    job.awaitCompletion();
                }
            }
        }
        Map<String, String> byKey = new HashMap<>();
        for (Posted posted : target.posted) {
            String other = byKey.put(posted.key(), posted.body());
            assertThat(other == null || other.equals(posted.body()))
                    .as("the body of a key")
                    .isTrue();
        }
        assertThat(byKey.values().stream()
                        .flatMap(array ->
                                Stream.of(array.replaceAll("[\\[\\]]", "").split(","))))
                .containsExactlyInAnyOrderElementsOf(IntStream.range(0, 10 * lives)
                        .mapToObj(Integer::toString)
                        .toList());
        assertThat(target.posted.size()).as("some came again").isGreaterThan(byKey.size());
    }
}
