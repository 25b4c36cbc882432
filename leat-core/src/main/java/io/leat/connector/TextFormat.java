// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.connector;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;

/** Text in UTF-8. */
final class TextFormat implements Format<String> {
    @Override
    public Class<String> type() {
        return String.class;
    }

    @Override
    public String read(byte[] bytes, int offset, int length) throws UnreadableException {
        ByteBuffer in = ByteBuffer.wrap(bytes, offset, length);
        try {
            return UTF_8.newDecoder().decode(in).toString(); // unlike a String's constructor it refuses what is none
        } catch (CharacterCodingException e) {
            throw new UnreadableException("not UTF-8 at byte " + (in.position() - offset + 1), e);
        }
    }

    @Override
    public byte[] write(String value) {
        return value.getBytes(UTF_8);
    }

    @Override
    public String toString() {
        return "text";
    }
}
