// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.connector.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.leat.connector.SinkContext;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * The keys of the requests of a sink.
 *
 * @param sink 128 bits that stand for the job, its run and the step
 */
record Keys(String sink) {
    private static final int BYTES = 16;

    static Keys of(SinkContext context) {
        // Names may be long and have any character; a header may not.
        String all = String.join("\0", context.job(), context.step(), context.run());
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(all.getBytes(UTF_8));
            return new Keys(HexFormat.of().formatHex(digest, 0, BYTES));
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every Java has SHA-256", e);
        }
    }

    /**
     * Returns the key of a request.
     *
     * @param from the index in the epoch of its first result
     * @param count how many results it has
     */
    String of(long epoch, long from, int count) {
        return sink + "-" + epoch + "-" + from + "-" + count;
    }
}
