// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.codec;

import java.lang.reflect.Array;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Arrays of any component: a count, then the elements. Those of byte, int, long and double do without boxing. */
final class ArrayCodec extends Codec<Object> implements Codec.Derived {
    private final Class<?> component;
    private final Codec<@Nullable Object> element;

    ArrayCodec(Class<?> component, Codec<@Nullable Object> element) {
        this.component = component;
        this.element = element;
    }

    @Override
    public void write(Object value, BinaryWriter out) {
        int length = Array.getLength(value);
        out.writeUnsigned(length);
        for (int i = 0; i < length; i++) {
            element.write(Array.get(value, i), out);
        }
    }

    @Override
    public Object read(BinaryReader in) {
        List<@Nullable Object> elements = CollectionCodecs.readAll(element, in);
        Object array = Array.newInstance(component, elements.size());
        for (int i = 0; i < elements.size(); i++) {
            Array.set(array, i, elements.get(i));
        }
        return array;
    }

    @Override
    public int hash(@Nullable Object value) {
        if (value == null) {
            return 0;
        }
        int h = 1;
        for (int i = 0; i < Array.getLength(value); i++) {
            h = 31 * h + element.hash(Array.get(value, i));
        }
        return h;
    }

    @Override
    public String describe() {
        return element.schema() + "[]";
    }

    @Override
    public boolean usableAsKey() {
        return false;
    }

    static Map<Class<?>, Codec<?>> ofPrimitives() {
        return Map.of(
                byte[].class,
                ScalarCodec.<byte[]>of(
                                "byte[]", (v, out) -> out.writeBytes(v), BinaryReader::readBytes, Arrays::hashCode)
                        .notAsKey(),
                int[].class,
                ScalarCodec.<int[]>of("int[]", ArrayCodec::writeInts, ArrayCodec::readInts, Arrays::hashCode)
                        .notAsKey(),
                long[].class,
                ScalarCodec.<long[]>of("long[]", ArrayCodec::writeLongs, ArrayCodec::readLongs, Arrays::hashCode)
                        .notAsKey(),
                double[].class,
                ScalarCodec.<double[]>of(
                                "double[]", ArrayCodec::writeDoubles, ArrayCodec::readDoubles, Arrays::hashCode)
                        .notAsKey());
    }

    private static void writeInts(int[] values, BinaryWriter out) {
        out.writeUnsigned(values.length);
        for (int value : values) {
            out.writeInt(value);
        }
    }

    private static int[] readInts(BinaryReader in) {
        int[] values = new int[in.readCount(1)];
        for (int i = 0; i < values.length; i++) {
            values[i] = in.readInt();
        }
        return values;
    }

    private static void writeLongs(long[] values, BinaryWriter out) {
        out.writeUnsigned(values.length);
        for (long value : values) {
            out.writeLong(value);
        }
    }

    private static long[] readLongs(BinaryReader in) {
        long[] values = new long[in.readCount(1)];
        for (int i = 0; i < values.length; i++) {
            values[i] = in.readLong();
        }
        return values;
    }

    private static void writeDoubles(double[] values, BinaryWriter out) {
        out.writeUnsigned(values.length);
        for (double value : values) {
            out.writeDouble(value);
        }
    }

    private static double[] readDoubles(BinaryReader in) {
        double[] values = new double[in.readCount(Double.BYTES)];
        for (int i = 0; i < values.length; i++) {
            values[i] = in.readDouble();
        }
        return values;
    }
}
