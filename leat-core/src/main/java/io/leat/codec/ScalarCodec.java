// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.codec;

import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;

/** A value without parts that have codecs: its codec is a name and three functions. */
final class ScalarCodec<T> extends Codec<T> implements Codec.Derived {
    private final String name;
    private final boolean primitive;
    private final boolean key;
    private final BiConsumer<T, BinaryWriter> writer;
    private final Function<BinaryReader, T> reader;
    private final ToIntFunction<T> hasher;

    private ScalarCodec(
            String name,
            boolean primitive,
            boolean key,
            BiConsumer<T, BinaryWriter> writer,
            Function<BinaryReader, T> reader,
            ToIntFunction<T> hasher) {
        this.name = name;
        this.primitive = primitive;
        this.key = key;
        this.writer = writer;
        this.reader = reader;
        this.hasher = hasher;
    }

    /** A reference type; {@code reader} may throw anything at damaged bytes. */
    static <T> ScalarCodec<T> of(
            String name,
            BiConsumer<T, BinaryWriter> writer,
            Function<BinaryReader, T> reader,
            ToIntFunction<T> hasher) {
        return new ScalarCodec<>(name, false, true, writer, reader, hasher);
    }

    /** The same scalar, refused as a key. */
    ScalarCodec<T> notAsKey() {
        return new ScalarCodec<>(name, primitive, false, writer, reader, hasher);
    }

    /** The same scalar, whose wrapper is another type than itself. */
    ScalarCodec<T> primitive() {
        return new ScalarCodec<>(name, true, key, writer, reader, hasher);
    }

    @Override
    public void write(T value, BinaryWriter out) {
        writer.accept(value, out);
    }

    @Override
    public T read(BinaryReader in) {
        return in.guarded(name, reader);
    }

    @Override
    public int hash(@Nullable T value) {
        return value == null ? 0 : hasher.applyAsInt(value);
    }

    @Override
    public String describe() {
        return name;
    }

    @Override
    String describeNullable() {
        return primitive ? name + "?" : name;
    }

    @Override
    public boolean usableAsKey() {
        return key;
    }
}
