// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.engine.letter;

import io.leat.codec.BinaryReader;
import io.leat.codec.BinaryWriter;
import io.leat.codec.Codec;
import io.leat.codec.CodecException;
import io.leat.codec.DynamicCodec;
import io.leat.failure.DeadLetter;
import io.leat.failure.StoredException;
import io.leat.failure.StoredLetter;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** The form of dead letters as bytes: all about them as text, so that they can be listed without their classes, and the record itself. */
final class LetterForm {
    private static final int LONGEST_TEXT = 4_000;
    private static final int DEEPEST_STACK = 64;
    private static final Codec<Instant> TIME = Codec.of(Instant.class);

    private LetterForm() {}

    static void write(DeadLetter letter, DynamicCodec types, BinaryWriter out) {
        out.writeString(letter.step());
        writeNullable(letter.origin(), out);
        out.writeString(shortened(letter.value()));
        out.writeLong(letter.timestamp());
        out.writeString(letter.reason());
        writeNullable(letter.exception(), out);
        TIME.write(letter.at(), out);
        byte[] value = encoded(letter.value(), types);
        out.writeBoolean(letter.retriable() && value != null);
        if (value != null) {
            out.writeBytes(value);
        }
    }

    private static void writeNullable(@Nullable String text, BinaryWriter out) {
        out.writeBoolean(text != null);
        if (text != null) {
            out.writeString(text);
        }
    }

    private static String shortened(@Nullable Object value) {
        String text;
        try {
            text = value instanceof byte[] bytes ? bytes.length + " bytes" : String.valueOf(value);
        } catch (RuntimeException e) {
            text = "a value whose toString fails: " + e;
        }
        return text.length() <= LONGEST_TEXT ? text : text.substring(0, LONGEST_TEXT) + "…";
    }

    private static void writeNullable(@Nullable Exception exception, BinaryWriter out) {
        out.writeBoolean(exception != null);
        if (exception == null) {
            return;
        }
        out.writeString(exception.toString());
        StackTraceElement[] stack = exception.getStackTrace();
        int frames = Math.min(stack.length, DEEPEST_STACK);
        out.writeUnsigned(frames);
        for (int i = 0; i < frames; i++) {
            out.writeString(stack[i].getClassName());
            out.writeString(stack[i].getMethodName());
            writeNullable(stack[i].getFileName(), out);
            out.writeInt(stack[i].getLineNumber());
        }
    }

    /** Returns the bytes of a value; null if it has no codec, so that it is kept as text alone. */
    @SuppressWarnings("NullAway") // the codec takes null, which NullAway does not read from its type argument
    private static byte @Nullable [] encoded(@Nullable Object value, DynamicCodec types) {
        try {
            return types.encode(value);
        } catch (CodecException e) {
            return null;
        }
    }

    /** Reads a letter without its record. */
    static StoredLetter read(long number, BinaryReader in) {
        String step = in.readString();
        String origin = in.readBoolean() ? in.readString() : null;
        String text = in.readString();
        long timestamp = in.readLong();
        String reason = in.readString();
        StoredException exception = in.readBoolean() ? exception(in) : null;
        Instant at = TIME.read(in);
        return new StoredLetter(number, step, origin, text, timestamp, reason, exception, at, in.readBoolean());
    }

    private static StoredException exception(BinaryReader in) {
        String text = in.readString();
        StackTraceElement[] stack = new StackTraceElement[in.readCount(4)];
        for (int i = 0; i < stack.length; i++) {
            stack[i] = new StackTraceElement(
                    in.readString(), in.readString(), in.readBoolean() ? in.readString() : null, in.readInt());
        }
        return new StoredException(text, stack);
    }

    /**
     * Reads a letter with its record; where that is not there, with its text in its place.
     *
     * @throws CodecException if the record is there and cannot be read
     */
    static DeadLetter read(BinaryReader in, DynamicCodec types) {
        StoredLetter about = read(0, in);
        return with(in.remaining() > 0 ? types.decode(in.readBytes()) : about.text(), about);
    }

    /** Reads a letter to be looked at: where its record is not there or cannot be read any more, with its text in its place. */
    static DeadLetter show(BinaryReader in, DynamicCodec types) {
        StoredLetter about = read(0, in);
        try {
            return with(in.remaining() > 0 ? types.decode(in.readBytes()) : about.text(), about);
        } catch (CodecException e) {
            return with(about.text(), about);
        }
    }

    private static DeadLetter with(@Nullable Object value, StoredLetter about) {
        return new DeadLetter(
                about.step(),
                about.origin(),
                value,
                about.timestamp(),
                about.reason(),
                about.exception(),
                about.at(),
                about.retriable());
    }
}
