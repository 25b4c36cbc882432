// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.connector.file;

import static io.leat.connector.file.Reading.all;
import static io.leat.connector.file.Reading.file;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.leat.connector.SourceReader;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JsonLinesTest {
    record Call(String instance, Instant eventTime, int tokens) {}

    enum Color {
        RED,
        BLUE
    }

    record Everything(
            boolean truth,
            byte b,
            short s,
            char c,
            Long boxed,
            double d,
            float f,
            BigDecimal exact,
            BigInteger large,
            LocalDate date,
            Duration duration,
            Color color,
            Optional<String> maybe,
            List<Call> calls,
            Set<Long> distinct,
            Map<String, Double> rates,
            Object any) {}

    record Tree(int value, Tree left, List<Tree> rest) {}

    record Picky(int id) {
        Picky {
            if (id == 13) {
                throw new IllegalArgumentException("13 is unlucky");
            }
        }
    }

    @TempDir
    Path dir;

    @Test
    void whenLinesAreRecords_thenFieldsAreReadByNameAndUnknownOnesPassedOver() throws Exception {
        Path path = file(
                dir,
                "calls.jsonl",
                "{\"instance\":\"ai-1\",\"eventTime\":1700158624425,\"tokens\":12,\"other\":{\"a\":[1,2]}}",
                "{\"tokens\":-1,\"eventTime\":\"2023-11-16T18:17:03.9799600Z\",\"instance\":\"zwölf \\u20ac\"}");

        Reading<Call> reading = all(JsonLines.of(path, Call.class));

        assertThat(reading.bad).isEmpty();
        assertThat(reading.values)
                .containsExactly(
                        new Call("ai-1", Instant.ofEpochMilli(1700158624425L), 12),
                        new Call("zwölf €", Instant.parse("2023-11-16T18:17:03.979960Z"), -1));
    }

    @Test
    void whenComponentsAreOfEachKind_thenAllAreRead() throws Exception {
        Path path = file(
                dir,
                "all.jsonl",
                "{\"truth\":true,\"b\":-128,\"s\":32767,\"c\":\"x\",\"boxed\":9223372036854775807,\"d\":1e3,\"f\":2,"
                        + "\"exact\":1.10,\"large\":123456789012345678901234567890,\"date\":\"2023-11-16\","
                        + "\"duration\":\"PT1.5S\",\"color\":\"BLUE\",\"maybe\":\"yes\","
                        + "\"calls\":[{\"instance\":\"a\",\"eventTime\":0,\"tokens\":1},null],\"distinct\":[2,1,2],"
                        + "\"rates\":{\"x\":1.5,\"y\":\"NaN\"},\"any\":[1,2.5,{\"k\":null}]}");

        Reading<Everything> reading = all(JsonLines.of(path, Everything.class));

        assertThat(reading.bad).isEmpty();
        Everything all = reading.values.get(0);
        assertThat(all.truth()).isTrue();
        assertThat(all.b()).isEqualTo(Byte.MIN_VALUE);
        assertThat(all.s()).isEqualTo(Short.MAX_VALUE);
        assertThat(all.c()).isEqualTo('x');
        assertThat(all.boxed()).isEqualTo(Long.MAX_VALUE);
        assertThat(all.d()).isEqualTo(1000);
        assertThat(all.f()).isEqualTo(2);
        assertThat(all.exact()).isEqualTo(new BigDecimal("1.10"));
        assertThat(all.large()).isEqualTo(new BigInteger("123456789012345678901234567890"));
        assertThat(all.date()).isEqualTo(LocalDate.of(2023, 11, 16));
        assertThat(all.duration()).isEqualTo(Duration.ofMillis(1500));
        assertThat(all.color()).isEqualTo(Color.BLUE);
        assertThat(all.maybe()).contains("yes");
        assertThat(all.calls()).containsExactly(new Call("a", Instant.EPOCH, 1), null);
        assertThat(all.distinct()).containsExactly(2L, 1L);
        assertThat(all.rates()).isEqualTo(Map.of("x", 1.5, "y", Double.NaN));
        assertThat(all.any()).isEqualTo(List.of(1L, 2.5, java.util.Collections.singletonMap("k", null)));
    }

    @Test
    void whenReferencesAreMissingOrNull_thenTheyAreNullOrEmpty() throws Exception {
        record Sparse(String text, Optional<Integer> maybe, List<String> list, Optional<String> other, Long number) {}
        Path path = file(dir, "a.jsonl", "{}", "{\"text\":null,\"maybe\":null,\"list\":null,\"number\":null}");

        assertThat(all(JsonLines.of(path, Sparse.class)).values)
                .containsOnly(new Sparse(null, Optional.empty(), null, Optional.empty(), null))
                .hasSize(2);
    }

    @Test
    void whenARecordHoldsItself_thenItIsRead() throws Exception {
        Path path = file(dir, "a.jsonl", "{\"value\":1,\"left\":{\"value\":2},\"rest\":[{\"value\":3}]}");

        assertThat(all(JsonLines.of(path, Tree.class)).values)
                .containsExactly(new Tree(1, new Tree(2, null, null), List.of(new Tree(3, null, null))));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{'tokens':'12'}         | field 'tokens' is \"12\", expected a whole number from -2147483648 to 2147483647",
                "{'tokens':1.0}          | field 'tokens' is 1.0, expected a whole number from -2147483648 to 2147483647",
                "{'tokens':3000000000}   | field 'tokens' is 3000000000, expected a whole number from -2147483648 to 2147483647",
                "{'tokens':1e400}        | field 'tokens' is 1e400, expected a whole number from -2147483648 to 2147483647",
                "{'tokens':99999999999999999999} | field 'tokens' is 99999999999999999999, expected a whole number from -2147483648 to 2147483647",
                "{'tokens':null}         | field 'tokens' is null, expected a whole number from -2147483648 to 2147483647",
                "{'tokens':{'a':1}}      | field 'tokens' is an object, expected a whole number from -2147483648 to 2147483647",
                "{'tokens':[1]}          | field 'tokens' is a list, expected a whole number from -2147483648 to 2147483647",
                "{'instance':'a'}        | field 'tokens' is missing, expected a whole number from -2147483648 to 2147483647",
                "{'tokens':1,'instance':5} | field 'instance' is 5, expected a text",
                "{'tokens':1,'eventTime':'yesterday'} | field 'eventTime' is \"yesterday\", expected a time: milliseconds since 1970, or text such as 2023-11-16T18:17:03.98Z or 2023-11-16 18:17:03.98",
                "{'tokens':1,'eventTime':'2023-13-01T00:00:00Z'} | field 'eventTime' is \"2023-13-01T00:00:00Z\", expected a time: milliseconds since 1970, or text such as 2023-11-16T18:17:03.98Z or 2023-11-16 18:17:03.98",
                "{'tokens':1,'eventTime':'1700158624425'} | field 'eventTime' is \"1700158624425\", expected a time: milliseconds since 1970, or text such as 2023-11-16T18:17:03.98Z or 2023-11-16 18:17:03.98",
                "{'tokens':1,'eventTime':1.5} | field 'eventTime' is 1.5, expected a time: milliseconds since 1970, or text such as 2023-11-16T18:17:03.98Z or 2023-11-16 18:17:03.98",
                "{'tokens':1             | not JSON: it ends in the middle, behind \"{\"tokens\":1\"",
                "{'tokens':1}}           | not JSON: it goes wrong at byte 13, behind \"{\"tokens\":1}\"",
                "{'tokens':tru}          | not JSON: it goes wrong at byte 11, behind \"{\"tokens\":\"",
                "{'tokens':1} {}         | there is more behind the JSON object: \"{\"",
                "[1]                     | not a JSON object: it begins with \"[\"",
                "null                    | not a JSON object: it begins with \"null\"",
                "hello                   | not JSON: it goes wrong at byte 1, behind \"\"",
            })
    void whenALineIsWrong_thenTheReasonIsInPlainWords(String line, String reason) throws Exception {
        String json = line.replace('\'', '"');
        Path path = file(dir, "calls.jsonl", "{\"tokens\":1}", json, "{\"tokens\":2}");

        Reading<Call> reading = all(JsonLines.of(path, Call.class));

        assertThat(reading.values).containsExactly(new Call(null, null, 1), new Call(null, null, 2));
        assertThat(reading.bad).hasSize(1);
        assertThat(reading.bad.get(0).origin()).isEqualTo("calls.jsonl:2");
        assertThat(reading.bad.get(0).raw()).isEqualTo(json);
        assertThat(reading.bad.get(0).reason()).isEqualTo(reason);
        assertThat(reading.bad.get(0).cause()).isNotNull();
    }

    @Test
    void whenAnInnerValueIsWrong_thenTheReasonNamesThePath() throws Exception {
        Path path = file(
                dir,
                "a.jsonl",
                "{\"value\":1,\"rest\":[{\"value\":2},{\"value\":3,\"left\":{\"value\":\"x\"}}]}",
                "{\"value\":1,\"left\":{}}",
                "{\"value\":1,\"left\":7}",
                "{\"value\":1,\"rest\":{}}");

        assertThat(all(JsonLines.of(path, Tree.class)).reasons())
                .containsExactly(
                        "field 'rest[1].left.value' is \"x\", expected a whole number from -2147483648 to 2147483647",
                        "field 'left.value' is missing, expected a whole number from -2147483648 to 2147483647",
                        "field 'left' is 7, expected an object",
                        "field 'rest' is an object, expected a list");
    }

    @Test
    void whenTheRecordRefusesItsValues_thenTheReasonIsItsMessage() throws Exception {
        Path path = file(dir, "a.jsonl", "{\"id\":13}", "{\"id\":14}");

        Reading<Picky> reading = all(JsonLines.of(path, Picky.class));

        assertThat(reading.values).containsExactly(new Picky(14));
        assertThat(reading.reasons()).containsExactly("the record Picky refuses it: 13 is unlucky");
    }

    @Test
    void whenNestedTooDeep_thenUnreadableEvenWhereTheStackIsSmall() throws Exception {
        record Any(Object any, Tree tree) {}
        String deep = "[".repeat(199) + "]".repeat(199);
        Path path = file(
                dir,
                "a.jsonl",
                "{\"any\":" + "[".repeat(100_000),
                "{\"any\":" + "{\"a\":[".repeat(50_000),
                "{\"tree\":" + "{\"value\":1,\"left\":".repeat(50_000),
                "{\"unknown\":" + "[".repeat(100_000),
                "{\"any\":" + deep + "}");
        Reading<Any> reading = new Reading<>();
        Thread small = new Thread(null, () -> readInto(reading, JsonLines.of(path, Any.class)), "small", 512 << 10);

        small.start();
        small.join();

        assertThat(reading.values).hasSize(1);
        assertThat(reading.reasons()).hasSize(4).allMatch(reason -> reason.startsWith("nested deeper than 200 levels"));
    }

    private static <T> void readInto(Reading<T> reading, JsonLines<T> source) {
        try (SourceReader<T> reader = Reading.only(source).open(null)) {
            reader.read(reading, 100);
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void whenANumberDoesNotFitADouble_thenUnreadable() throws Exception {
        record Rates(double d, float f, Object any) {}
        Path path = file(
                dir, "a.jsonl", "{\"d\":1e999,\"f\":1}", "{\"d\":1,\"f\":1e39}", "{\"d\":1,\"f\":1,\"any\":-1e999}");

        assertThat(all(JsonLines.of(path, Rates.class)).reasons())
                .containsExactly(
                        "field 'd' is 1e999, expected a number",
                        "field 'f' is 1e39, expected a number",
                        "field 'any' is -1e999, expected a number that fits a double");
    }

    @Test
    void whenAFieldComesTwice_thenTheLastCounts() throws Exception {
        Path path = file(dir, "a.jsonl", "{\"tokens\":1,\"tokens\":2,\"instance\":\"a\",\"eventTime\":0,\"tokens\":3}");

        assertThat(all(JsonLines.of(path, Call.class)).values).containsExactly(new Call("a", Instant.EPOCH, 3));
    }

    @Test
    void whenFieldsAreRenamed_thenComponentsAreReadFromThem() throws Exception {
        record Pair(int a, int b) {}
        Path path = file(dir, "a.jsonl", "{\"a\":1,\"b\":2}", "{\"a\":1}");

        Reading<Pair> swapped =
                all(JsonLines.of(path, Pair.class).field("a", "b").field("b", "a"));

        assertThat(swapped.values).containsExactly(new Pair(2, 1));
        assertThat(swapped.reasons().get(0)).startsWith("field 'b' is missing");
        assertThatThrownBy(() -> JsonLines.of(path, Pair.class).field("a", "x"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Pair has no component 'x'; it has a, b");
    }

    @Test
    void whenTheTypeCannotBeRead_thenItIsRefusedAtOnce() {
        record Odd(Thread thread) {}
        Path path = dir.resolve("a.jsonl");
        assertThatThrownBy(() -> JsonLines.of(path, String.class))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("java.lang.String is not a record; declare it as one, or use Event for free fields");
        assertThatThrownBy(() -> JsonLines.of(path, Odd.class))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("component 'thread' of Odd is a java.lang.Thread, which cannot be read");
        assertThatThrownBy(() -> JsonLines.of(path, Call.class).maxLineBytes(0))
                .hasMessage("a limit of 0 bytes a line: give one from 1 to 268435456 (256 MiB)");
    }

    @Test
    void whenThereIsNoFile_thenPartitionsSaysSo() {
        assertThatThrownBy(
                        () -> JsonLines.of(Path.of("no/such.jsonl"), Call.class).partitions())
                .isInstanceOf(IOException.class)
                .hasMessageStartingWith("there is no file no/such.jsonl (that is /")
                .hasMessageEndingWith(
                        "give a path that exists, relative to the directory the program runs in, or absolute");
        assertThatThrownBy(() -> JsonLines.of(dir, Call.class).partitions())
                .isInstanceOf(IOException.class)
                .hasMessage("there is no file to read in " + dir + " (that is " + dir
                        + "); files that begin with a dot, or end with .open or .tmp, are passed over");
    }

    @Test
    void whenTheFileIsEmpty_thenThereIsNothing() throws Exception {
        Path path = Files.write(dir.resolve("a.jsonl"), new byte[0]);

        assertThat(all(JsonLines.of(path, Call.class)).handedOut()).isZero();
    }

    @Test
    void whenShown_thenSaysFormatAndPath() {
        assertThat(JsonLines.of(Path.of("calls.jsonl"), Call.class)).hasToString("json lines calls.jsonl");
        assertThat(JsonLines.of(Path.of("calls.jsonl"), Call.class).timedBy(Call::eventTime))
                .hasToString("json lines calls.jsonl");
        assertThat(JsonLines.of(Path.of("calls.jsonl"), Call.class).live()).isFalse();
    }
}
