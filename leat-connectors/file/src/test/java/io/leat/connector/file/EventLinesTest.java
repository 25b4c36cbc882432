// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.connector.file;

import static io.leat.connector.file.Reading.all;
import static io.leat.connector.file.Reading.file;
import static org.assertj.core.api.Assertions.assertThat;

import io.leat.Event;
import io.leat.connector.SinkWriter;
import io.leat.format.Times;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EventLinesTest {
    @TempDir
    Path dir;

    @Test
    void whenALineHasIdKeyAndTime_thenTheEventHasThem() throws Exception {
        Path path = file(
                dir,
                "a.jsonl",
                "{\"id\":4,\"key\":\"ai-5\",\"eventTime\":1700158624425,\"tokens\":34,\"rate\":1.5,\"ok\":true,\"none\":null,"
                        + "\"large\":123456789012345678901234567890,\"list\":[1,{\"a\":2}]}");

        Reading<Event> reading = all(JsonLines.of(path));

        Event event = reading.values.get(0);
        assertThat(event.id()).isEqualTo("4");
        assertThat(event.key()).isEqualTo("ai-5");
        assertThat(event.timestamp()).isEqualTo(Instant.ofEpochMilli(1700158624425L));
        assertThat(reading.timestamps).containsExactly(1700158624425L);
        assertThat(event.data().keySet())
                .containsExactly("id", "key", "eventTime", "tokens", "rate", "ok", "none", "large", "list");
        assertThat(event.get("tokens")).isEqualTo(34L);
        assertThat(event.get("rate")).isEqualTo(1.5);
        assertThat(event.get("large")).isEqualTo(new BigInteger("123456789012345678901234567890"));
        assertThat(event.get("list")).isEqualTo(List.of(1L, Map.of("a", 2L)));
    }

    @Test
    void whenALineHasNoIdKeyOrTime_thenItsNumberIsTheId() throws Exception {
        Path path = file(
                dir, "a.jsonl", "", "{\"x\":1}", "{\"key\":null,\"timestamp\":null,\"time\":\"1970-01-01 00:00:01\"}");

        Reading<Event> reading = all(JsonLines.of(path));

        assertThat(reading.values)
                .extracting(Event::id, Event::key, Event::timestamp)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple("2", null, Instant.EPOCH),
                        org.assertj.core.groups.Tuple.tuple("3", null, Instant.ofEpochSecond(1)));
        assertThat(JsonLines.of(path).timed()).isTrue();
    }

    @Test
    void whenTheTimeIsNone_thenUnreadable() throws Exception {
        Path path = file(dir, "a.jsonl", "{\"time\":\"noon\"}", "{\"timestamp\":1.5}");

        assertThat(all(JsonLines.of(path)).reasons())
                .containsExactly(
                        "field 'time' is \"noon\", expected " + Times.standard().expected(),
                        "field 'timestamp' is 1.5, expected " + Times.standard().expected());
    }

    @Test
    void whenAFieldIsRenamed_thenTheEventHasItsNewName() throws Exception {
        Path path = file(dir, "a.jsonl", "{\"ts\":5,\"host\":\"a\"}");

        assertThat(all(JsonLines.of(path).field("ts", "timestamp").field("host", "key")).values)
                .containsExactly(new Event("1", Map.of("timestamp", 5L, "key", "a"), "a", Instant.ofEpochMilli(5)));
    }

    @Test
    void whenEventsAreWrittenAndReadBack_thenTheyAreTheSame() throws Exception {
        Map<String, Object> data = new LinkedHashMap<>();
        data.put("id", 7L);
        data.put("null", null);
        data.put("list", Arrays.asList(1L, null, "x", 2.5, Map.of("data", Map.of())));
        data.put("text", "line\nbreak \"quoted\" \u20ac \uD83D\uDE00");
        data.put("large", new BigInteger("123456789012345678901234567890"));
        List<Event> events = List.of(
                new Event("", Map.of(), null, Instant.ofEpochMilli(-1)),
                new Event("7", data, "key", Instant.ofEpochMilli(1700158624425L)),
                new Event("8", Map.of("data", Map.of("id", "x")), "", Instant.EPOCH));
        Path path = dir.resolve("out/events.jsonl.gz");

        try (SinkWriter<Event> writer = JsonLines.to(path).open()) {
            for (Event event : events) {
                writer.write(event, 0);
            }
        }

        assertThat(all(JsonLines.of(path)).values).isEqualTo(events);
        assertThat(all(JsonLines.of(path)).values.get(1).data().keySet()).containsExactlyElementsOf(data.keySet());
    }

    @Test
    void whenFlatEventsAreCopied_thenTheCopyReadsTheSame() throws Exception {
        Path path =
                file(dir, "a.jsonl", "{\"id\":4,\"instance\":\"ai-5\",\"eventTime\":1700158624425}", "{\"data\":1}");
        List<Event> events = all(JsonLines.of(path)).values;
        Path copy = dir.resolve("copy.jsonl");

        try (SinkWriter<Event> writer = JsonLines.to(copy).open()) {
            for (Event event : events) {
                writer.write(event, 0);
            }
        }

        assertThat(all(JsonLines.of(copy)).values).isEqualTo(events);
        assertThat(Files.readString(copy))
                .startsWith("{\"id\":\"4\",\"timestamp\":1700158624425,\"data\":{\"id\":4,\"instance\":\"ai-5\",");
    }
}
