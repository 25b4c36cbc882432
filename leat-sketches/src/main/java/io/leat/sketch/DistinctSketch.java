// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.sketch;

import com.dynatrace.hash4j.distinctcount.UltraLogLog;
import io.leat.codec.BinaryReader;
import io.leat.codec.BinaryWriter;
import io.leat.codec.Codec;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * How many different hashes of 64 bits were added. A few it keeps as they are and counts exactly, in a sorted array; when that
 * would take more space than a sketch, it goes over to an {@code UltraLogLog} (O. Ertl, PVLDB 17, 2024) of {@code 2^p} bytes,
 * whose standard error is {@code 0.782 / sqrt(2^p)}.
 */
final class DistinctSketch {
    /** The smallest {@code p}: below it the error is not as stated. */
    static final int MIN_P = 6;

    private static final int FIRST_CAPACITY = 4;

    private final int p;
    private long[] few = new long[FIRST_CAPACITY];
    private int size;
    private @Nullable UltraLogLog many;

    DistinctSketch(int p) {
        this.p = p;
    }

    DistinctSketch add(long hash) {
        if (many != null) {
            many.add(hash);
        } else {
            addToFew(hash);
        }
        return this;
    }

    private void addToFew(long hash) {
        int found = Arrays.binarySearch(few, 0, size, hash);
        if (found >= 0) {
            return;
        }
        if ((size + 1) * Long.BYTES > 1 << p) {
            sketch().add(hash);
            return;
        }
        if (size == few.length) {
            few = Arrays.copyOf(few, 2 * size);
        }
        int at = -found - 1;
        System.arraycopy(few, at, few, at + 1, size - at);
        few[at] = hash;
        size++;
    }

    private UltraLogLog sketch() {
        UltraLogLog sketch = many;
        if (sketch == null) {
            sketch = UltraLogLog.create(p);
            for (int i = 0; i < size; i++) {
                sketch.add(few[i]);
            }
            many = sketch;
            few = new long[0];
            size = 0;
        }
        return sketch;
    }

    /** Adds what another one has, which stays as it is. */
    DistinctSketch addAll(DistinctSketch other) {
        if (other.many != null) {
            sketch().add(other.many);
        } else {
            for (int i = 0; i < other.size; i++) {
                add(other.few[i]);
            }
        }
        return this;
    }

    long count() {
        return many == null ? size : Math.round(many.getDistinctCountEstimate());
    }

    /** Writes the hashes, or the bytes of the sketch. */
    static final class SketchCodec extends Codec<DistinctSketch> {
        private final int p;

        SketchCodec(int p) {
            this.p = p;
        }

        @Override
        public void write(DistinctSketch value, BinaryWriter out) {
            UltraLogLog many = value.many;
            out.writeBoolean(many != null);
            if (many != null) {
                out.writeBytes(many.getState());
                return;
            }
            out.writeUnsigned(value.size);
            for (int i = 0; i < value.size; i++) {
                out.writeFixedLong(value.few[i]);
            }
        }

        @Override
        public DistinctSketch read(BinaryReader in) {
            DistinctSketch sketch = new DistinctSketch(p);
            if (in.readBoolean()) {
                byte[] state = in.readBytes();
                if (state.length < 1 << MIN_P || Integer.bitCount(state.length) != 1) {
                    throw in.damaged("a sketch of " + state.length + " bytes is none");
                }
                sketch.sketch().add(UltraLogLog.wrap(state));
                return sketch;
            }
            for (int n = in.readCount(Long.BYTES); n > 0; n--) {
                sketch.add(in.readFixedLong());
            }
            return sketch;
        }

        @Override
        public int hash(@Nullable DistinctSketch value) {
            return value == null ? 0 : Arrays.hashCode(encode(value));
        }

        @Override
        public String describe() {
            return "distinct(" + p + ")";
        }

        @Override
        public boolean usableAsKey() {
            return false;
        }
    }
}
