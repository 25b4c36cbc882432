// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.sketch;

import com.datadoghq.sketch.ddsketch.DDSketch;
import com.datadoghq.sketch.ddsketch.encoding.ByteArrayInput;
import com.datadoghq.sketch.ddsketch.encoding.GrowingByteArrayOutput;
import com.datadoghq.sketch.ddsketch.store.UnboundedSizeDenseStore;
import io.leat.codec.BinaryReader;
import io.leat.codec.BinaryWriter;
import io.leat.codec.Codec;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Writes a {@code DDSketch} in the library's own encoding, with its mapping. */
final class PercentileCodec extends Codec<DDSketch> {
    static final PercentileCodec INSTANCE = new PercentileCodec();

    private PercentileCodec() {}

    @Override
    public void write(DDSketch value, BinaryWriter out) {
        GrowingByteArrayOutput bytes = GrowingByteArrayOutput.withDefaultInitialCapacity();
        try {
            value.encode(bytes, false);
        } catch (IOException e) {
            throw new UncheckedIOException("an array in memory does not fail", e);
        }
        out.writeBytes(bytes.trimmedCopy());
    }

    @Override
    public DDSketch read(BinaryReader in) {
        try {
            return DDSketch.decode(ByteArrayInput.wrap(in.readBytes()), UnboundedSizeDenseStore::new);
        } catch (IOException | IllegalArgumentException | IndexOutOfBoundsException | NegativeArraySizeException e) {
            throw in.damaged("a sketch of percentiles cannot be read: " + e.getMessage());
        }
    }

    @Override
    public int hash(@Nullable DDSketch value) {
        return value == null ? 0 : Arrays.hashCode(encode(value));
    }

    @Override
    public String describe() {
        return "ddsketch";
    }

    @Override
    public boolean usableAsKey() {
        return false;
    }
}
