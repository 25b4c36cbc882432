// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.server.dispatch;

import io.leat.server.gate.Limits;
import io.leat.server.route.Problem;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Locale;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;

/** What a body is when it is decompressed. */
final class Decompressed {
    private Decompressed() {}

    /**
     * Returns a body without its compression.
     *
     * @param encoding the header {@code Content-Encoding}
     * @throws Problem if it is too long then, is not what it is said to be, or is compressed in another way than by gzip
     */
    static byte[] of(byte[] body, @Nullable String encoding, Limits limits) throws Problem {
        return switch (encoding == null ? "identity" : encoding.strip().toLowerCase(Locale.ROOT)) {
            case "identity" -> body;
            case "gzip" -> gunzip(body, limits);
            default ->
                throw new Problem(415, "the body is in '" + encoding + "': send it in gzip, or as it is")
                        .header("Accept-Encoding", "gzip, identity");
        };
    }

    private static byte[] gunzip(byte[] body, Limits limits) throws Problem {
        int atMost = (int) Math.min(limits.bodyBytes(), Integer.MAX_VALUE - 16);
        byte[] plain;
        try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(body))) {
            plain = in.readNBytes(atMost + 1);
        } catch (IOException e) {
            throw new Problem(400, "the body is not gzip, or not all of it: " + e.getMessage());
        }
        if (plain.length > atMost) {
            throw BodyReader.tooLong(limits);
        }
        return plain;
    }
}
