// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.format.value;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;

/** Whether bytes are text. */
public final class Utf8 {
    private Utf8() {}

    /**
     * Throws unless a range of bytes is well-formed UTF-8.
     *
     * @throws Unreadable with the position of the first byte that is not
     */
    public static void require(byte[] bytes, int start, int length) throws Unreadable {
        if (isAscii(bytes, start, length)) {
            return;
        }
        ByteBuffer in = ByteBuffer.wrap(bytes, start, length);
        try {
            UTF_8.newDecoder().decode(in);
        } catch (CharacterCodingException e) {
            throw new Unreadable("not UTF-8 at byte " + (in.position() - start + 1), e);
        }
    }

    private static boolean isAscii(byte[] bytes, int start, int length) {
        int bits = 0;
        for (int i = start; i < start + length; i++) {
            bits |= bytes[i];
        }
        return bits >= 0;
    }
}
