// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.format;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.leat.Event;
import io.leat.connector.UnreadableException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JsonTest {
    record Call(String instance, int tokens, Instant at, Optional<String> error) {}

    record Nested(Call call, List<Call> more) {}

    private static final Call CALL =
            new Call("ai-1 \u00e4\ud83d\ude00", 7, Instant.parse("2023-11-16T18:17:04.425Z"), Optional.empty());

    @Test
    void whenAValueIsWritten_thenItIsReadBack() throws UnreadableException {
        Json<Nested> json = Json.of(Nested.class);
        Nested value = new Nested(CALL, List.of(CALL, new Call("b", -1, Instant.EPOCH, Optional.of("x"))));
        assertThat(json.read(json.write(value))).isEqualTo(value);
        assertThat(json.type()).isEqualTo(Nested.class);
    }

    @Test
    void whenAFieldIsCalledOtherwise_thenItIsReadAndWrittenSo() throws UnreadableException {
        Json<Call> json = Json.of(Call.class).field("service.instance.id", "instance");
        String text = new String(json.write(CALL), UTF_8);
        assertThat(text).startsWith("{\"service.instance.id\":\"ai-1 ").doesNotContain("\"instance\"");
        assertThat(json.read(text.getBytes(UTF_8))).isEqualTo(CALL);
    }

    @Test
    void whenAnEventIsWritten_thenItIsReadBackToTheMillisecond() throws UnreadableException {
        Event event = new Event(
                "4", Map.of("a", 1L, "b", List.of("x", 1.5)), "ai-5", Instant.ofEpochMilli(1_700_158_624_425L));
        assertThat(Json.events().read(Json.events().write(event))).isEqualTo(event);
    }

    @Test
    void whenAnEventHasNoId_thenThatIsAnEmptyText() throws UnreadableException {
        assertThat(Json.events().read("{\"a\":1}".getBytes(UTF_8)).id()).isEmpty();
    }

    @Test
    void whenTimesAreReadInAnotherWay_thenInEventsToo() throws UnreadableException {
        Times seconds = Times.standard().epoch(ChronoUnit.SECONDS);
        assertThat(Json.of(Call.class)
                        .times(seconds)
                        .read("{\"tokens\":1,\"at\":1.5}".getBytes(UTF_8))
                        .at())
                .isEqualTo(Instant.ofEpochMilli(1_500));
        assertThat(Json.events()
                        .times(seconds)
                        .read("{\"time\":1.5}".getBytes(UTF_8))
                        .timestamp())
                .isEqualTo(Instant.ofEpochMilli(1_500));
        assertThat(new String(Json.of(Call.class).isoTimes().write(CALL), UTF_8))
                .contains("\"2023-11-16T18:17:04.425Z\"");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "``                     | not a JSON object: it is empty",
                "[1]                    | not a JSON object: it begins with \"[\"",
                "{'tokens':1} {}        | there is more behind the JSON object: \"{\"",
                "{'tokens':x}           | not JSON: it goes wrong at byte 11, behind \"{'tokens':\"",
                "{'tokens':1            | not JSON: it ends in the middle, behind \"{'tokens':1\"",
                "{'tokens':'1'}         | field 'tokens' is \"1\", expected a whole number from -2147483648 to 2147483647",
                "{'tokens':1.0}         | field 'tokens' is 1.0, expected a whole number from -2147483648 to 2147483647",
                "{}                     | field 'tokens' is missing, expected a whole number from -2147483648 to 2147483647"
            })
    void whenItCannotBeRead_thenTheReasonSaysWhere(String text, String reason) {
        byte[] bytes = text.replace('\'', '"').getBytes(UTF_8);
        byte[] amongOthers = ("##" + new String(bytes, UTF_8) + "##").getBytes(UTF_8);
        assertThatThrownBy(() -> Json.of(Call.class).read(amongOthers, 2, bytes.length))
                .isInstanceOfSatisfying(
                        UnreadableException.class,
                        e -> assertThat(e.reason().replaceAll("(?<=[{:,])\"(?=[a-z])|(?<=[a-z])\"(?=:)", "'"))
                                .isEqualTo(reason));
    }

    @Test
    void whenItGoesWrongBehindALineBreak_thenTheReasonSaysTheByte() {
        assertThatThrownBy(() -> Json.of(Call.class).read("{\n \"tokens\": 1,\n x}".getBytes(UTF_8)))
                .hasMessageStartingWith("not JSON: it goes wrong at byte 18, behind ");
    }

    @Test
    void whenItIsNotUtf8_thenTheReasonSaysWhere() {
        assertThatThrownBy(() -> Json.of(Call.class).read("{\"instance\":\"\u00e4\"}".getBytes(ISO_8859_1)))
                .hasMessage("not UTF-8 at byte 14");
    }

    @Test
    void whenItIsNestedTooDeep_thenItIsUnreadable() {
        byte[] deep = ("{\"a\":" + "[".repeat(10_000) + "]".repeat(10_000) + "}").getBytes(UTF_8);
        assertThatThrownBy(() -> Json.events().read(deep)).hasMessageStartingWith("nested deeper than 200 levels");
        assertThatThrownBy(() -> Json.of(Call.class).read(deep))
                .hasMessageStartingWith("nested deeper than 200 levels");
    }

    @Test
    void whenAValueHoldsItself_thenItIsNotWritten() {
        List<Object> list = new java.util.ArrayList<>();
        list.add(list);
        Event event = new Event("1", Map.of("a", list), null, Instant.EPOCH);
        assertThatThrownBy(() -> Json.events().write(event))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("a value of Event cannot be written as JSON: ");
    }
}
