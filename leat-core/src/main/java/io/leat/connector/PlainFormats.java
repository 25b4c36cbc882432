// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.connector;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.Arrays;

/** Forms that add nothing to a value. */
final class PlainFormats {
    private PlainFormats() {}

    /** Text in UTF-8. */
    static final class TextFormat implements Format<String> {
        @Override
        public Class<String> type() {
            return String.class;
        }

        @Override
        public String read(byte[] bytes, int offset, int length) throws UnreadableException {
            ByteBuffer in = ByteBuffer.wrap(bytes, offset, length);
            try {
                return UTF_8.newDecoder()
                        .decode(in)
                        .toString(); // unlike a String's constructor it refuses what is none
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

    /** Bytes that stand for themselves. */
    static final class BytesFormat implements Format<byte[]> {
        @Override
        public Class<byte[]> type() {
            return byte[].class;
        }

        @Override
        public byte[] read(byte[] bytes, int offset, int length) {
            return Arrays.copyOfRange(bytes, offset, offset + length);
        }

        @Override
        public byte[] write(byte[] value) {
            return value;
        }

        @Override
        public String toString() {
            return "bytes";
        }
    }
}
