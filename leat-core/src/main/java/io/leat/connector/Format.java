// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.connector;

/**
 * How a value is written as the bytes of a message: in a queue, a topic, the body of a request. The form is for others to read, and a
 * value that is read may be a different one than was written: {@link io.leat.codec.Codec} is for state. Thread-safe.
 *
 * @param <T> the values
 */
public interface Format<T> {
    /** Returns the class of the values; {@code Object.class} if it is not known. */
    Class<T> type();

    /**
     * Reads a value from a part of an array, which it does not keep.
     *
     * @param length at least 0; all of these bytes belong to the value
     * @throws UnreadableException if they are no such value
     */
    T read(byte[] bytes, int offset, int length) throws UnreadableException;

    /**
     * Reads a value from all bytes of an array, which it does not keep.
     *
     * @throws UnreadableException if they are no such value
     */
    default T read(byte[] bytes) throws UnreadableException {
        return read(bytes, 0, bytes.length);
    }

    /**
     * Returns a value as bytes.
     *
     * @throws IllegalArgumentException if it has no such form
     */
    byte[] write(T value);

    /** Returns the form of text that is written in UTF-8. Bytes that are not UTF-8 are unreadable. */
    static Format<String> text() {
        return new PlainFormats.TextFormat();
    }

    /** Returns the form of bytes that stand for themselves. */
    static Format<byte[]> bytes() {
        return new PlainFormats.BytesFormat();
    }
}
