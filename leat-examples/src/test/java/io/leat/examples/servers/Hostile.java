// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.examples.servers;

import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.leat.examples.instances.Inference;
import io.leat.format.Json;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.function.Function;

/** Makes reports as somebody sends them who means harm, or is broken; and some that are right. Never a line break, never nothing. */
final class Hostile {
    private static final Json<Inference> JSON = Json.of(Inference.class);
    private static final Instant TIME = Instant.parse("2024-03-31T00:59:59.999Z");
    private static final int DEEP = 10_000;
    private static final int SELDOM = 500;

    /** A record, and the id of one that is right; -1 of another. */
    static final class Made {
        private final byte[] bytes;
        private final long id;

        private Made(byte[] bytes, long id) {
            this.bytes = bytes;
            this.id = id;
        }

        byte[] bytes() {
            return bytes;
        }

        long id() {
            return id;
        }
    }

    private final List<Function<String, byte[]>> rare = List.of(
            right -> bytes(with(right, "\"deep\":" + "[".repeat(DEEP) + "]".repeat(DEEP))),
            right -> bytes(with(right, "\"deep\":" + "{\"a\":".repeat(DEEP) + "1" + "}".repeat(DEEP))),
            right -> bytes(with(right, "\"digits\":" + "9".repeat(5_000))),
            right -> bytes(with(right, "\"" + "n".repeat(60_000) + "\":1")));

    private final List<Function<String, byte[]>> wrong = List.of(
            right -> broken(right, (byte) 0xff),
            right -> broken(right, (byte) 0xc0),
            right -> broken(right, (byte) 0),
            right -> right.getBytes(UTF_16LE),
            right -> bytes(right.substring(0, right.length() / 2)),
            right -> bytes(right + "}"),
            right -> bytes(right + right),
            right -> bytes("[[" + right + "]]"),
            right -> bytes("\"" + right.replace("\"", "\\\"") + "\""),
            right -> bytes("null"),
            right -> bytes("{}"),
            right -> bytes("'); drop table load; --"),
            right -> bytes("<script>alert(1)</script>"),
            right -> bytes("\u001b[2J\u0007"),
            right -> bytes(right.replace("\"promptTokens\":", "\"promptTokens\":NaN,\"x\":")),
            right -> bytes(right.replace("\"promptTokens\":", "\"promptTokens\":\"NaN\",\"x\":")),
            right -> bytes(right.replace("\"promptTokens\":", "\"promptTokens\":1e999,\"x\":")),
            right -> bytes(right.replace("\"promptTokens\":", "\"promptTokens\":-")),
            right -> bytes(right.replace("\"id\":", "\"id\":99999999999999999999999")),
            right -> bytes(right.replace("\"id\":", "\"ID\":")),
            right -> bytes(right.replace("\"failed\":false", "\"failed\":0")),
            right -> bytes(right.replace("\"eventTime\":", "\"eventTime\":\"noon\",\"x\":")),
            right -> bytes(right.replace("\"eventTime\":", "\"eventTime\":4102444799000,\"x\":")),
            right -> bytes(right.replace("\"eventTime\":", "\"eventTime\":9223372036854775807,\"x\":")),
            right -> bytes(right.replace("\"eventTime\":", "\"eventTime\":-9223372036854775808,\"x\":")),
            right -> bytes(right.replace("\"eventTime\":", "\"eventTime\":1e300,\"x\":")),
            right -> bytes(right.replace("\"instance\":\"", "\"instance\":\"\",\"x\":\"")));

    private final List<Function<String, byte[]>> odd = List.of(
            right -> bytes(" \t" + right + " "),
            right -> bytes(with(right, "\"x\":[1,{\"y\":null}]")),
            right -> bytes("{\"id\":-7," + right.substring(1)),
            right -> bytes(right.replace(
                    "\"instance\":\"", "\"instance\":\"\\ud83d\\u0000'); drop table load; -- \u00e4\u20ac")));

    private final Random random;
    private final int largest;
    private final boolean largestIsRight;
    private final int largestEvery;
    private long made;

    /**
     * Makes a maker.
     *
     * @param largest how many bytes the largest record has at least, and every how many records there is one
     * @param largestIsRight whether it can be read
     */
    Hostile(long seed, int largest, int largestEvery, boolean largestIsRight) {
        this.random = new Random(seed);
        this.largest = largest;
        this.largestEvery = largestEvery;
        this.largestIsRight = largestIsRight;
    }

    Made next() {
        long id = made++;
        String right = new String(JSON.write(new Inference(id, "ai-1", TIME, TIME, 1, 2, 3, false)), UTF_8);
        if (id % largestEvery == largestEvery - 1) {
            return new Made(bytes(with(right, "\"x\":\"" + "x".repeat(largest) + "\"")), largestIsRight ? id : -1);
        }
        if (random.nextInt(SELDOM) == 0) {
            return new Made(oneOf(rare).apply(right), -1);
        }
        return switch (random.nextInt(4)) {
            case 0 -> new Made(oneOf(wrong).apply(right), -1);
            case 1 -> new Made(oneOf(odd).apply(right), id);
            default -> new Made(bytes(right), id);
        };
    }

    private Function<String, byte[]> oneOf(List<Function<String, byte[]>> makers) {
        return makers.get(random.nextInt(makers.size()));
    }

    private static String with(String right, String field) {
        return "{" + field + "," + right.substring(1);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(UTF_8);
    }

    /** Puts a byte into the name of the instance that is no text there. */
    private static byte[] broken(String right, byte by) {
        byte[] bytes = bytes(right);
        bytes[right.indexOf("ai-1")] = by;
        return bytes;
    }
}
