// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.connector.file.input;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CharsetEncoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;

/**
 * Text in another encoding as UTF-8. What is no text in that encoding becomes a byte that UTF-8 does not have, so that the line which it is in is
 * unreadable.
 */
final class TextInput extends InputStream {
    private static final byte NOT_TEXT = (byte) 0xff;
    private static final int CHARS = 1 << 13;

    private final InputStream in;
    private final boolean growing;
    private final CharsetDecoder decoder;
    private final CharsetEncoder encoder = StandardCharsets.UTF_8
            .newEncoder()
            .onMalformedInput(CodingErrorAction.REPORT)
            .onUnmappableCharacter(CodingErrorAction.REPORT);
    private final ByteBuffer bytes = ByteBuffer.allocate(2 * CHARS).flip();
    private final CharBuffer chars = CharBuffer.allocate(CHARS);
    /** At most three bytes a char, and one for what is no text. */
    private final ByteBuffer utf8 = ByteBuffer.allocate(3 * CHARS + 1).flip();

    TextInput(InputStream in, Charset encoding, boolean growing) {
        this.in = in;
        this.growing = growing;
        this.decoder = encoding.newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT);
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] to, int from, int length) throws IOException {
        while (!utf8.hasRemaining()) {
            boolean ended = !fill();
            recode(ended && !growing);
            if (ended && !utf8.hasRemaining()) {
                return -1;
            }
        }
        int n = Math.min(length, utf8.remaining());
        utf8.get(to, from, n);
        return n;
    }

    private boolean fill() throws IOException {
        bytes.compact();
        int n = in.read(bytes.array(), bytes.position(), bytes.remaining());
        bytes.position(bytes.position() + Math.max(0, n)).flip();
        return n >= 0;
    }

    private void recode(boolean atEnd) {
        chars.clear();
        utf8.clear();
        CoderResult result = decoder.decode(bytes, chars, atEnd);
        encoder.encode(chars.flip(), utf8, false); // what was decoded has no half of a pair
        if (result.isError()) {
            utf8.put(NOT_TEXT);
            bytes.position(bytes.position() + result.length());
        }
        utf8.flip();
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
