// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.codec;

import org.jspecify.annotations.Nullable;

/** A value that may be null: a byte that says whether it is there, then the value. */
final class NullableCodec<T extends @Nullable Object> extends Codec<@Nullable T> implements Codec.Derived {
    private final Codec<T> present;

    NullableCodec(Codec<T> present) {
        this.present = present;
    }

    @Override
    public void write(@Nullable T value, BinaryWriter out) {
        out.writeBoolean(value != null);
        if (value != null) {
            present.write(value, out);
        }
    }

    @Override
    @SuppressWarnings("NullAway") // does not see that T is @Nullable Object here
    public @Nullable T read(BinaryReader in) {
        return in.readBoolean() ? present.read(in) : null;
    }

    @Override
    public int hash(@Nullable T value) {
        return present.hash(value);
    }

    @Override
    public String describe() {
        return present.describeNullable();
    }

    @Override
    public boolean usableAsKey() {
        return present.usableAsKey();
    }

    @Override
    public Codec<@Nullable T> nullable() {
        return this;
    }
}
