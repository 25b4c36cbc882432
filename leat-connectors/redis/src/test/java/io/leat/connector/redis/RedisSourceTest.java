// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.connector.redis;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.leat.Event;
import io.leat.connector.Format;
import io.leat.connector.Position;
import io.leat.connector.UnavailableException;
import java.io.IOException;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import redis.clients.jedis.StreamEntryID;
import redis.clients.jedis.params.XAddParams;

/** Reading streams of a real server, without an engine. */
class RedisSourceTest {
    private final String stream = TestServer.stream();

    private RedisSource<String> text() throws Exception {
        return RedisStreams.from(TestServer.url(), stream, Format.text());
    }

    private void add(String id, Map<String, String> fields) throws Exception {
        TestServer.with(jedis -> jedis.xadd(stream, new XAddParams().id(id), fields));
    }

    private void addValue(String id, String value) throws Exception {
        add(id, Map.of("value", value));
    }

    @Test
    void whenEntriesHaveIds_thenTheirTimesAreThoseOfTheEvents() throws Exception {
        addValue("1000-1", "a");
        addValue("1000-2", "b");
        addValue("3000-0", "c");
        try (Reads<String> reads = new Reads<>(text()).until(3)) {
            assertThat(reads.values).containsExactly("a", "b", "c");
            assertThat(reads.times).containsExactly(1000L, 1000L, 3000L);
        }
    }

    @Test
    void whenItStartsSomewhere_thenWhatWasBeforeIsNotRead() throws Exception {
        addValue("1000-0", "a");
        addValue("2000-0", "b");
        addValue("3000-0", "c");
        try (Reads<String> latest = new Reads<>(text().fromLatest());
                Reads<String> timed = new Reads<>(text().fromTime(Instant.ofEpochMilli(2000)));
                Reads<String> behind = new Reads<>(text().fromAfter("2000-0"));
                Reads<String> future = new Reads<>(text().fromTime(Instant.ofEpochMilli(3500)))) {
            latest.untilItStands();
            addValue("3400-0", "d");
            addValue("4000-0", "e");
            assertThat(latest.until(2).values).containsExactly("d", "e");
            assertThat(timed.until(4).values).containsExactly("b", "c", "d", "e");
            assertThat(behind.until(3).values).containsExactly("c", "d", "e");
            assertThat(future.until(1).values).containsExactly("e");
        }
    }

    @Test
    void whenItIsReadUntilItsEnd_thenItEndsThereAlsoAfterARestart() throws Exception {
        addValue("1-0", "a");
        addValue("2-0", "b");
        Position stood;
        try (Reads<String> reads = new Reads<>(text().untilEnd()).until(1)) {
            stood = reads.position();
        }
        addValue("3-0", "c");
        try (Reads<String> reads = new Reads<>(text().untilEnd(), stood).untilEnd()) {
            assertThat(reads.values).containsExactly("b");
        }
    }

    @Test
    void whenTheStreamIsNotThere_thenItIsWaitedForUnlessAnEndIsWanted() throws Exception {
        new Reads<>(text().untilEnd()).untilEnd().close();
        try (Reads<String> reads = new Reads<>(text())) {
            reads.untilItStands();
            addValue("1-0", "a");
            assertThat(reads.until(1).values).containsExactly("a");
        }
    }

    @Test
    void whenEntriesAreReadAsEvents_thenTheyHaveAllFields() throws Exception {
        add("1000-7", Map.of("model", "opus", "ms", "12"));
        try (Reads<Event> reads = new Reads<>(RedisStreams.events(TestServer.url(), stream)).until(1)) {
            Event event = reads.values.get(0);
            assertThat(event.id()).isEqualTo("1000-7");
            assertThat(event.data()).isEqualTo(Map.of("model", "opus", "ms", "12"));
            assertThat(event.timestamp()).isEqualTo(Instant.ofEpochMilli(1000));
        }
    }

    @Test
    void whenAnEntryCannotBeRead_thenItSaysWhichAndWhy() throws Exception {
        add("1-0", Map.of("body", "x"));
        TestServer.with(jedis -> jedis.xadd(
                stream.getBytes(UTF_8), new XAddParams().id("2-0"), Map.of("body".getBytes(UTF_8), new byte[] {-1})));
        try (Reads<String> reads = new Reads<>(text()).until(2)) {
            assertThat(reads.bad.get(0).origin()).isEqualTo(stream + "@1-0");
            assertThat(reads.bad.get(0).raw()).isEqualTo("{body=x}");
            assertThat(reads.bad.get(0).reason())
                    .isEqualTo("it has no field 'value' but [body]: name another one by .field(…), or read all by "
                            + "RedisStreams.events(…)");
        }
        try (Reads<String> reads = new Reads<>(text().field("body")).until(2)) {
            assertThat(reads.values).containsExactly("x");
            assertThat(reads.bad.get(0).raw()).isEqualTo(new byte[] {-1});
        }
    }

    @Test
    void whenEntriesWereTrimmedBehindThePosition_thenItFailsInsteadOfLeavingThemOut() throws Exception {
        TestServer.addText(stream, "a", "b", "c", "d", "e");
        Position stood;
        try (Reads<String> reads = new Reads<>(text()).until(2)) {
            stood = reads.position();
        }
        trimTo(3);
        try (Reads<String> reads = new Reads<>(text(), stood).until(3)) {
            assertThat(reads.values).as("only what was read is gone").containsExactly("c", "d", "e");
        }
        trimTo(2);
        try (Reads<String> reads = new Reads<>(text(), stood)) {
            assertThat(reads.untilFailure())
                    .isInstanceOf(IOException.class)
                    .isNotInstanceOf(UnavailableException.class)
                    .hasMessageContaining("trimmed or deleted before they were read, 1 of them unread");
            assertThat(reads.values).isEmpty();
        }
        try (Reads<String> reads = new Reads<>(text()).until(2)) {
            assertThat(reads.values).as("who begins takes what is there").containsExactly("d", "e");
        }
    }

    private void trimTo(long length) throws Exception {
        TestServer.with(jedis -> jedis.xtrim(stream, length, false));
    }

    @Test
    void whenEntriesAreTrimmedWhileItIsRead_thenItFails() throws Exception {
        TestServer.addText(stream, "a");
        try (Reads<String> reads = new Reads<>(text()).until(1)) {
            TestServer.with(jedis -> {
                var transaction = jedis.multi(); // or it would be quick enough to read them
                for (int i = 0; i < 10; i++) {
                    transaction.xadd(stream, StreamEntryID.NEW_ENTRY, Map.of("value", "b"));
                }
                transaction.xtrim(stream, 5, false);
                transaction.exec();
            });
            assertThat(reads.untilFailure()).hasMessageContaining("5 of them unread");
        }
    }

    @Test
    void whenTheStreamWasMadeAnew_thenItFails() throws Exception {
        addValue("5000-0", "a");
        Position stood;
        try (Reads<String> reads = new Reads<>(text()).until(1)) {
            stood = reads.position();
        }
        TestServer.with(jedis -> jedis.del(stream));
        addValue("1000-0", "b");
        try (Reads<String> reads = new Reads<>(text(), stood)) {
            assertThat(reads.untilFailure())
                    .hasMessageContaining(
                            "it was made anew: its last entry is 1000-0, and the job has read up to 5000-0");
        }
    }

    @Test
    void whenTheKeyIsNoStream_thenItSaysSo() throws Exception {
        TestServer.with(jedis -> jedis.set(stream, "x"));
        RedisSource<String> source = text();
        assertThatThrownBy(source::partitions).hasMessageContaining("is no stream but a string");
    }

    @Test
    void whenTheAddressHasAPassword_thenItIsSaidNowhere() throws Exception {
        String url = TestServer.url().replace("redis://", "redis://somebody:secret@");
        RedisSource<String> source = RedisStreams.from(url, stream, Format.text());
        assertThat(source.toString()).doesNotContain("secret").doesNotContain("somebody");
        assertThatThrownBy(source::partitions)
                .isNotInstanceOf(UnavailableException.class)
                .hasMessageContaining("Give the user and the password in the address")
                .hasMessageNotContaining("secret");
        assertThatThrownBy(() -> RedisStreams.from("http://me:secret@host", stream, Format.text()))
                .hasMessageStartingWith("the address of Redis is not of the form redis://")
                .hasMessageNotContaining("secret");
    }
}
