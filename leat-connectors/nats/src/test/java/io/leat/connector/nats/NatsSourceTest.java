// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.connector.nats;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.leat.connector.Format;
import io.leat.connector.Position;
import io.leat.connector.UnavailableException;
import io.nats.client.PurgeOptions;
import io.nats.client.api.RetentionPolicy;
import io.nats.client.impl.Headers;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Reading streams of a real server, without an engine. */
class NatsSourceTest {
    private String stream;

    @BeforeEach
    void makeStream() throws Exception {
        stream = TestServer.stream();
    }

    private NatsSource<String> text() throws Exception {
        return Nats.from(TestServer.url(), stream, Format.text());
    }

    private void publish(String... values) throws Exception {
        TestServer.publishText(stream + ".in", values);
    }

    @Test
    void whenMessagesAreRead_thenTheyHaveTheServersTimeAndTheirSequences() throws Exception {
        long before = System.currentTimeMillis();
        publish("a", "b", "c");
        try (Reads<String> reads = new Reads<>(text()).until(3)) {
            assertThat(reads.values).containsExactly("a", "b", "c");
            assertThat(reads.times).allMatch(time -> time >= before && time <= System.currentTimeMillis());
            assertThat(reads.position()).isEqualTo(Position.of(3));
        }
    }

    @Test
    void whenWholeMessagesAreRead_thenTheyHaveSubjectAndHeaders() throws Exception {
        Headers headers = new Headers().add("trace", "1", "2");
        TestServer.with(connection -> connection.jetStream().publish(stream + ".opus", headers, "a".getBytes(UTF_8)));
        NatsSource<NatsMessage<String>> source = Nats.messages(TestServer.url(), stream, Format.text());
        try (Reads<NatsMessage<String>> reads = new Reads<>(source).until(1)) {
            long time = reads.times.get(0);
            assertThat(reads.values)
                    .containsExactly(
                            new NatsMessage<>(stream + ".opus", 1, time, Map.of("trace", List.of("1", "2")), "a"));
            assertThat(reads.values.get(0).header("trace")).hasValue("2");
            assertThat(reads.values.get(0).header("other")).isEmpty();
        }
    }

    @Test
    void whenASubjectIsGiven_thenOnlyItsMessagesAreRead() throws Exception {
        for (int i = 0; i < 10; i++) {
            TestServer.publishText(stream + (i % 2 == 0 ? ".even." : ".odd.") + i, Integer.toString(i));
        }
        try (Reads<String> even = new Reads<>(text().subject(stream + ".even.*")).until(5);
                Reads<String> odd =
                        new Reads<>(text().subject(stream + ".odd.>").untilEnd()).untilEnd();
                Reads<String> both =
                        new Reads<>(text().subject(stream + ".even.*").untilEnd()).untilEnd()) {
            assertThat(even.values).containsExactly("0", "2", "4", "6", "8");
            assertThat(odd.values).containsExactly("1", "3", "5", "7", "9");
            assertThat(both.values).as("although the last message is another's").hasSize(5);
            assertThat(both.position()).isEqualTo(new Position("10/10"));
        }
    }

    @Test
    void whenItStartsSomewhere_thenWhatWasBeforeIsNotRead() throws Exception {
        publish("a", "b");
        try (Reads<String> latest = new Reads<>(text().fromLatest())) {
            latest.untilItStands();
            Instant second = TestServer.messages(stream).get(1).getTime().toInstant();
            publish("c");
            assertThat(latest.until(1).values).containsExactly("c");
            try (Reads<String> sequence = new Reads<>(text().fromSequence(2)).until(2);
                    Reads<String> timed = new Reads<>(text().fromTime(second.plusMillis(1))).until(1)) {
                assertThat(sequence.values).containsExactly("b", "c");
                assertThat(timed.values).endsWith("c").doesNotContain("a");
            }
        }
        assertThat(new Reads<>(text().fromSequence(9)).untilFailure())
                .hasMessageEndingWith("has no sequence 9 yet: its last one is 3");
    }

    @Test
    void whenItIsReadUntilItsEnd_thenItEndsThereAlsoAfterARestart() throws Exception {
        new Reads<>(text().untilEnd()).untilEnd().close();
        publish("a", "b");
        Position stood;
        try (Reads<String> reads = new Reads<>(text().untilEnd()).until(1)) {
            stood = reads.position();
        }
        assertThat(stood).isEqualTo(new Position("1/2"));
        publish("c");
        try (Reads<String> reads = new Reads<>(text().untilEnd(), stood).untilEnd()) {
            assertThat(reads.values).containsExactly("b");
        }
    }

    @Test
    void whenAMessageCannotBeRead_thenItSaysWhichAndWhy() throws Exception {
        TestServer.publish(stream + ".in", List.of("a".getBytes(UTF_8), new byte[] {-1}));
        try (Reads<String> reads = new Reads<>(text()).until(2)) {
            assertThat(reads.bad.get(0).origin()).isEqualTo(stream + "@2");
            assertThat(reads.bad.get(0).raw()).isEqualTo(new byte[] {-1});
        }
    }

    @Test
    void whenMessagesWereDeletedBehindThePosition_thenItFailsInsteadOfLeavingThemOut() throws Exception {
        publish("a", "b", "c", "d");
        Position stood = Position.of(2);
        deleteBefore(3);
        try (Reads<String> reads = new Reads<>(text(), stood).until(2)) {
            assertThat(reads.values).as("only what was read is gone").containsExactly("c", "d");
        }
        deleteBefore(4);
        try (Reads<String> reads = new Reads<>(text(), stood)) {
            assertThat(reads.untilFailure())
                    .isInstanceOf(IOException.class)
                    .isNotInstanceOf(UnavailableException.class)
                    .hasMessageContaining("cannot be read on behind sequence 2: it now begins with 4");
            assertThat(reads.values).isEmpty();
        }
        try (Reads<String> reads = new Reads<>(text()).until(1)) {
            assertThat(reads.values).as("who begins takes what is there").containsExactly("d");
        }
    }

    private void deleteBefore(long sequence) throws Exception {
        PurgeOptions before = PurgeOptions.builder().sequence(sequence).build();
        TestServer.with(connection -> connection.jetStreamManagement().purgeStream(stream, before));
    }

    @Test
    void whenMessagesAreDeletedByLimitsWhileItIsFull_thenItFails() throws Exception {
        stream = TestServer.stream(TestServer.configuration().maxMessages(40));
        List<byte[]> large = List.of(new byte[500_000], new byte[500_000], new byte[500_000], new byte[500_000]);
        NatsSource<byte[]> source = Nats.from(TestServer.url(), stream, Format.bytes());
        for (int i = 0; i < 10; i++) {
            TestServer.publish(stream + ".in", large);
        }
        try (Reads<byte[]> reads = new Reads<>(source).until(1)) {
            for (int i = 0; i < 10; i++) {
                TestServer.publish(stream + ".in", large);
            }
            assertThat(reads.untilFailure()).hasMessageContaining("were deleted unread");
            assertThat(reads.values).hasSizeBetween(16, 79);
        }
    }

    @Test
    void whenAMessageIsDeletedFromTheMidst_thenTheRestIsRead() throws Exception {
        publish("a", "b", "c");
        TestServer.with(connection -> connection.jetStreamManagement().deleteMessage(stream, 2));
        try (Reads<String> reads = new Reads<>(text()).until(2)) {
            assertThat(reads.values).containsExactly("a", "c");
        }
    }

    @Test
    void whenTheStreamWasMadeAnew_thenItFails() throws Exception {
        publish("a");
        try (Reads<String> reads = new Reads<>(text(), Position.of(7))) {
            assertThat(reads.untilFailure())
                    .hasMessageContaining("was made anew: its last sequence is 1, and the job has read up to 7");
        }
    }

    @Test
    void whenTheStreamIsNotThereOrAWorkQueue_thenItSaysSo() throws Exception {
        stream = TestServer.stream(TestServer.configuration().retentionPolicy(RetentionPolicy.WorkQueue));
        NatsSource<String> queue = text();
        assertThatThrownBy(queue::partitions).hasMessageContaining("give one with retention limits");
        stream = "absent";
        NatsSource<String> absent = text();
        assertThatThrownBy(absent::partitions)
                .isNotInstanceOf(UnavailableException.class)
                .hasMessageContaining("stream 'absent' cannot be read at 127.0.0.1")
                .hasMessageContaining("stream not found");
    }

    @Test
    void whenTheAddressHasAPassword_thenItIsSaidNowhere() {
        NatsSource<String> source = Nats.from("nats://me:secret@127.0.0.1:1", "calls", Format.text());
        assertThat(source.toString()).isEqualTo("nats stream 'calls' at 127.0.0.1:1");
        assertThatThrownBy(source::partitions)
                .isInstanceOf(UnavailableException.class)
                .satisfies(e -> assertThat(e).hasStackTraceContaining("127.0.0.1:1"))
                .satisfies(e -> assertThat(org.assertj.core.util.Throwables.getStackTrace(e))
                        .doesNotContain("secret"));
        assertThatThrownBy(() -> Nats.from("http://me:secret@host", "calls", Format.text()))
                .hasMessageStartingWith("the address of NATS is not of the form nats://")
                .hasMessageNotContaining("secret");
    }
}
