// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.engine.operator;

import io.leat.codec.BinaryReader;
import io.leat.codec.BinaryWriter;
import io.leat.codec.Codec;
import io.leat.state.ProcessDriver.Stamped;
import org.jspecify.annotations.Nullable;

/** What was written and when. */
final class StampedCodec extends Codec<Stamped> {
    private final Codec<Object> content;

    StampedCodec(Codec<Object> content) {
        this.content = content;
    }

    @Override
    public void write(Stamped value, BinaryWriter out) {
        out.writeLong(value.writtenMs());
        content.write(value.content(), out);
    }

    @Override
    public Stamped read(BinaryReader in) {
        long writtenMs = in.readLong();
        return new Stamped(content.read(in), writtenMs);
    }

    @Override
    public int hash(@Nullable Stamped value) {
        return value == null ? 0 : content.hash(value.content());
    }

    @Override
    public String describe() {
        return "stamped[written:long,of:" + content.schema() + "]";
    }

    @Override
    public boolean usableAsKey() {
        return false;
    }
}
