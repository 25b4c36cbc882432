// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.codec;

import static java.util.Map.entry;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.URI;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The table of scalars: primitives and their wrappers, text, big numbers, and, from {@link TimeCodecs}, times. */
final class ScalarCodecs {
    private static final Map<Class<?>, Codec<?>> BY_CLASS = new HashMap<>();

    static {
        BY_CLASS.putAll(primitives());
        BY_CLASS.putAll(others());
        BY_CLASS.putAll(TimeCodecs.all());
        BY_CLASS.putAll(ArrayCodec.ofPrimitives());
    }

    private ScalarCodecs() {}

    static @Nullable Codec<?> find(Class<?> type) {
        return BY_CLASS.get(type);
    }

    /** The codec of a class known to be in the table. */
    static <T> Codec<T> get(Class<T> type) {
        return Codec.cast(Objects.requireNonNull(BY_CLASS.get(type)));
    }

    /** The class in the table with this name, for a codec that finds class names in bytes. */
    static @Nullable Class<?> named(String className) {
        for (Class<?> type : BY_CLASS.keySet()) {
            if (type.getName().equals(className)) {
                return type;
            }
        }
        return null;
    }

    private static Map<Class<?>, Codec<?>> primitives() {
        var booleans = ScalarCodec.<Boolean>of(
                        "boolean", (v, out) -> out.writeBoolean(v), BinaryReader::readBoolean, v -> v.hashCode())
                .primitive();
        var bytes = ScalarCodec.<Byte>of("byte", (v, out) -> out.writeByte(v), BinaryReader::readByte, v -> v)
                .primitive();
        var shorts = ScalarCodec.<Short>of("short", (v, out) -> out.writeInt(v), ScalarCodecs::readShort, v -> v)
                .primitive();
        var chars = ScalarCodec.<Character>of("char", (v, out) -> out.writeUnsigned(v), ScalarCodecs::readChar, v -> v)
                .primitive();
        var floats = ScalarCodec.<Float>of(
                        "float", (v, out) -> out.writeFloat(v), BinaryReader::readFloat, v -> v.hashCode())
                .primitive();
        var doubles = ScalarCodec.<Double>of(
                        "double", (v, out) -> out.writeDouble(v), BinaryReader::readDouble, v -> v.hashCode())
                .primitive();
        IntCodec ints = new IntCodec();
        LongCodec longs = new LongCodec();
        return Map.ofEntries(
                entry(boolean.class, booleans),
                entry(Boolean.class, booleans),
                entry(byte.class, bytes),
                entry(Byte.class, bytes),
                entry(short.class, shorts),
                entry(Short.class, shorts),
                entry(char.class, chars),
                entry(Character.class, chars),
                entry(int.class, ints),
                entry(Integer.class, ints),
                entry(long.class, longs),
                entry(Long.class, longs),
                entry(float.class, floats),
                entry(Float.class, floats),
                entry(double.class, doubles),
                entry(Double.class, doubles));
    }

    private static Map<Class<?>, Codec<?>> others() {
        return Map.of(
                String.class,
                new StringCodec(),
                BigInteger.class,
                ScalarCodec.<BigInteger>of(
                        "biginteger",
                        (v, out) -> out.writeBytes(v.toByteArray()),
                        in -> new BigInteger(in.readBytes()),
                        StableHash::of),
                BigDecimal.class,
                ScalarCodec.<BigDecimal>of(
                        "bigdecimal", ScalarCodecs::writeDecimal, ScalarCodecs::readDecimal, StableHash::of),
                UUID.class,
                ScalarCodec.<UUID>of(
                        "uuid",
                        ScalarCodecs::writeUuid,
                        in -> new UUID(in.readFixedLong(), in.readFixedLong()),
                        StableHash::of),
                URI.class,
                ScalarCodec.<URI>of(
                                "uri",
                                (v, out) -> out.writeString(v.toString()),
                                in -> URI.create(in.readString()),
                                StableHash::of)
                        .notAsKey(),
                OptionalInt.class,
                ScalarCodec.<OptionalInt>of(
                        "optionalint",
                        ScalarCodecs::writeOptional,
                        in -> in.readBoolean() ? OptionalInt.of(in.readInt()) : OptionalInt.empty(),
                        v -> v.isPresent() ? v.getAsInt() : 0),
                OptionalLong.class,
                ScalarCodec.<OptionalLong>of(
                        "optionallong",
                        ScalarCodecs::writeOptional,
                        in -> in.readBoolean() ? OptionalLong.of(in.readLong()) : OptionalLong.empty(),
                        v -> v.isPresent() ? Long.hashCode(v.getAsLong()) : 0),
                OptionalDouble.class,
                ScalarCodec.<OptionalDouble>of(
                        "optionaldouble",
                        ScalarCodecs::writeOptional,
                        in -> in.readBoolean() ? OptionalDouble.of(in.readDouble()) : OptionalDouble.empty(),
                        v -> v.isPresent() ? Double.hashCode(v.getAsDouble()) : 0));
    }

    private static short readShort(BinaryReader in) {
        int value = in.readInt();
        if ((short) value != value) {
            throw in.damaged("the short " + value);
        }
        return (short) value;
    }

    private static char readChar(BinaryReader in) {
        long value = in.readUnsigned();
        if ((char) value != value) {
            throw in.damaged("the char " + value);
        }
        return (char) value;
    }

    private static void writeDecimal(BigDecimal value, BinaryWriter out) {
        out.writeInt(value.scale());
        out.writeBytes(value.unscaledValue().toByteArray());
    }

    private static BigDecimal readDecimal(BinaryReader in) {
        int scale = in.readInt();
        return new BigDecimal(new BigInteger(in.readBytes()), scale);
    }

    private static void writeUuid(UUID value, BinaryWriter out) {
        out.writeFixedLong(value.getMostSignificantBits());
        out.writeFixedLong(value.getLeastSignificantBits());
    }

    private static void writeOptional(OptionalInt value, BinaryWriter out) {
        out.writeBoolean(value.isPresent());
        value.ifPresent(out::writeInt);
    }

    private static void writeOptional(OptionalLong value, BinaryWriter out) {
        out.writeBoolean(value.isPresent());
        value.ifPresent(out::writeLong);
    }

    private static void writeOptional(OptionalDouble value, BinaryWriter out) {
        out.writeBoolean(value.isPresent());
        value.ifPresent(out::writeDouble);
    }

    // The three usual keys have classes of their own: their hash is called per event and inlines.

    private static final class StringCodec extends Codec<String> implements Codec.Derived {
        @Override
        public void write(String value, BinaryWriter out) {
            out.writeString(value);
        }

        @Override
        public String read(BinaryReader in) {
            return in.readString();
        }

        @Override
        public int hash(@Nullable String value) {
            return value == null ? 0 : value.hashCode();
        }

        @Override
        public String describe() {
            return "string";
        }

        @Override
        public boolean usableAsKey() {
            return true;
        }
    }

    private static final class LongCodec extends Codec<Long> implements Codec.Derived {
        @Override
        public void write(Long value, BinaryWriter out) {
            out.writeLong(value);
        }

        @Override
        public Long read(BinaryReader in) {
            return in.readLong();
        }

        @Override
        public int hash(@Nullable Long value) {
            return value == null ? 0 : value.hashCode();
        }

        @Override
        public String describe() {
            return "long";
        }

        @Override
        String describeNullable() {
            return "long?";
        }

        @Override
        public boolean usableAsKey() {
            return true;
        }
    }

    private static final class IntCodec extends Codec<Integer> implements Codec.Derived {
        @Override
        public void write(Integer value, BinaryWriter out) {
            out.writeInt(value);
        }

        @Override
        public Integer read(BinaryReader in) {
            return in.readInt();
        }

        @Override
        public int hash(@Nullable Integer value) {
            return value == null ? 0 : value;
        }

        @Override
        public String describe() {
            return "int";
        }

        @Override
        String describeNullable() {
            return "int?";
        }

        @Override
        public boolean usableAsKey() {
            return true;
        }
    }
}
