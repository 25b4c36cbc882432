// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.format;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.leat.Event;
import io.leat.format.value.JsonOutput;
import io.leat.window.Pane;
import io.leat.window.WindowResult;
import java.io.ByteArrayOutputStream;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.util.AbstractList;
import java.util.ArrayList;
import java.util.Collections;
import java.util.ConcurrentModificationException;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Values of any class as JSON to be looked at. */
class JsonViewTest {
    private static final int PLENTY = 4_096;

    record Call(
            String instance,
            Instant at,
            double tokens,
            @Nullable List<Integer> retries) {}

    record Broken(String name) {
        @Override
        public String name() {
            throw new UnsupportedOperationException("not today");
        }
    }

    static final class Opaque {
        @Override
        public String toString() {
            return "opaque \"thing\"";
        }
    }

    static final class Thrower {
        @Override
        public String toString() {
            throw new IllegalStateException();
        }
    }

    static final class Endless {
        @Override
        public String toString() {
            return "x" + this; // overflows the stack
        }
    }

    static Stream<Arguments> values() {
        return Stream.of(
                Arguments.of(null, "null"),
                Arguments.of("a \"b\" <c>\n\u0001", "\"a \\\"b\\\" <c>\\n\\u0001\""),
                Arguments.of(7, "7"),
                Arguments.of(-2.5f, "-2.5"),
                Arguments.of(1e300, "1.0E300"),
                Arguments.of(Double.NaN, "\"NaN\""),
                Arguments.of(1L << 53, "9007199254740992"),
                Arguments.of((1L << 53) + 1, "\"9007199254740993\""),
                Arguments.of(Long.MIN_VALUE, "\"-9223372036854775808\""),
                Arguments.of(BigInteger.TEN.pow(30), "\"1" + "0".repeat(30) + "\""),
                Arguments.of(new BigDecimal("0.1"), "0.1"),
                Arguments.of(new BigDecimal("0.10000000000000000001"), "\"0.10000000000000000001\""),
                Arguments.of(true, "true"),
                Arguments.of(TimeUnit.DAYS, "\"DAYS\""),
                Arguments.of(Optional.of(5), "5"),
                Arguments.of(Optional.empty(), "null"),
                Arguments.of(Instant.ofEpochMilli(17), "17"),
                Arguments.of(Duration.ofSeconds(5), "\"PT5S\""),
                Arguments.of(new long[] {1, 2}, "[1,2]"),
                Arguments.of(new Object[] {"a", null}, "[\"a\",null]"),
                Arguments.of(Collections.singletonMap(null, List.of(1)), "{\"null\":[1]}"),
                Arguments.of(
                        new Call("ai-1", Instant.ofEpochMilli(17), 2, null),
                        "{\"instance\":\"ai-1\",\"at\":17,\"tokens\":2.0,\"retries\":null}"),
                Arguments.of(
                        new Event("e1", Map.of("n", 1), null, Instant.ofEpochMilli(17)),
                        "{\"id\":\"e1\",\"timestamp\":17,\"data\":{\"n\":1}}"),
                Arguments.of(
                        new WindowResult<>("k", Instant.ofEpochMilli(0), Instant.ofEpochMilli(9), 5L, Pane.ON_TIME, 0),
                        "{\"key\":\"k\",\"start\":0,\"end\":9,\"value\":5,\"pane\":\"ON_TIME\",\"index\":0}"),
                Arguments.of(new Opaque(), "\"opaque \\\"thing\\\"\""),
                Arguments.of(new Thrower(), "\"(threw java.lang.IllegalStateException)\""),
                Arguments.of(new Endless(), "\"(threw java.lang.StackOverflowError)\""),
                Arguments.of(new Broken("x"), "{\"name\":\"(threw java.lang.UnsupportedOperationException)\"}"));
    }

    @ParameterizedTest
    @MethodSource("values")
    void whenValueIsOfAnyClass_thenItComesOut(@Nullable Object value, String json) {
        assertThat(JsonView.of(value, PLENTY)).hasToString(json);
    }

    @Test
    void whenTextIsTooLong_thenItIsCut() {
        assertThat(JsonView.of("x".repeat(100), 10)).hasToString("\"" + "x".repeat(10) + "…\"");
    }

    @Test
    void whenValueIsLarge_thenItStaysReadableAndAboutAsLongAsItMayBe() throws Exception {
        Map<String, Object> wide = new LinkedHashMap<>();
        IntStream.range(0, 1_000_000).forEach(i -> wide.put("field " + i, i));
        for (Object large : List.of(
                IntStream.range(0, 1_000_000).boxed().toList(),
                new int[1_000_000],
                wide,
                List.of(wide, wide),
                "x".repeat(1_000_000))) {
            String json = JsonView.of(large, 1_000).toString();
            assertThat(json).hasSizeBetween(500, 2_500).contains("…");
            read(json);
        }
    }

    @Test
    void whenValueHoldsItself_thenItIsCut() throws Exception {
        List<Object> list = new ArrayList<>();
        Map<String, Object> map = new HashMap<>(Map.of("list", list));
        list.add(map);
        list.add(list);
        String json = JsonView.of(map, PLENTY).toString();
        assertThat(json.length()).isLessThan(3 * PLENTY);
        read(json);
    }

    @Test
    void whenValueIsDeep_thenItIsCutBeforeTheStackOverflows() throws Exception {
        Object deep = "bottom";
        for (int i = 0; i < 100_000; i++) {
            deep = List.of(deep);
        }
        String json = JsonView.of(deep, PLENTY).toString();
        assertThat(json).startsWith("[[[").contains("…").doesNotContain("bottom");
        read(json);
    }

    @Test
    void whenCollectionThrowsInTheMiddle_thenNothingOfItIsHalfWritten() {
        List<Integer> torn = new AbstractList<>() {
            @Override
            public Integer get(int index) {
                if (index == 2) {
                    throw new ConcurrentModificationException();
                }
                return index;
            }

            @Override
            public int size() {
                return 5;
            }
        };
        assertThat(JsonView.of(List.of(torn, 1), PLENTY))
                .hasToString("[\"(threw java.util.ConcurrentModificationException)\",1]");
    }

    record Page(JsonView value, int number) {}

    @Test
    void whenItIsPartOfAValue_thenItIsWrittenAsItIs() throws Exception {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        new JsonOutput(false).write(new Page(JsonView.of(Map.of("a", 1), PLENTY), 2), out);
        assertThat(out.toString(UTF_8)).isEqualTo("{\"value\":{\"a\":1},\"number\":2}");
    }

    /** Fails unless it is JSON. */
    private static void read(String json) throws Exception {
        byte[] object = ("{\"value\":" + json + "}").getBytes(UTF_8);
        Json.events().read(object, 0, object.length);
    }
}
