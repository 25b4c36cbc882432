// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.codec;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A record or sealed interface met inside itself: stands for the codec that is still being derived. */
final class RecursiveCodec extends Codec<Object> implements Codec.Derived {
    private final String name;
    private volatile @Nullable Codec<Object> target;

    RecursiveCodec(String name) {
        this.name = name;
    }

    /** Called once, when the codec this stands for is there. */
    void bind(Codec<Object> codec) {
        target = codec;
    }

    private Codec<Object> target() {
        return Objects.requireNonNull(target, "used while it is derived");
    }

    @Override
    public void write(Object value, BinaryWriter out) {
        out.enter();
        try {
            target().write(value, out);
        } finally {
            out.leave();
        }
    }

    @Override
    public Object read(BinaryReader in) {
        in.enter();
        try {
            return target().read(in);
        } finally {
            in.leave();
        }
    }

    @Override
    public int hash(@Nullable Object value) {
        return value == null ? 0 : target().hash(value);
    }

    @Override
    public String describe() {
        return name;
    }

    /** True, since the codec around this one asks all the other parts. */
    @Override
    public boolean usableAsKey() {
        return true;
    }
}
