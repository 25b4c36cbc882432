// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.codec;

import java.lang.reflect.Type;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A codec turns values of one type into bytes and back, and gives them a hash that never changes. Codecs are derived
 * from types by {@link #of(Class)}, or written by users for types that are not plain data. They are immutable and
 * thread-safe.
 *
 * <p>What is read equals what was written, with lists, sets and maps in the same order, unmodifiable, and with nulls
 * where there were nulls. Unless it comes from {@link #nullable}, a codec does not take null itself.
 *
 * <h2>Hash</h2>
 *
 * Equal values have equal hashes, in every JVM and every release, whether their static type was known or not:
 *
 * <ul>
 *   <li>null, and an empty optional: 0
 *   <li>boolean 1231 or 1237, byte, short, char, int: the value, long, float, double, string: as their Javadoc says
 *   <li>enum: the hash of its name
 *   <li>list, array, record, in order: {@code h = 31 * h + hash(element)}, beginning with 1
 *   <li>set: the sum of its elements' hashes; map: the sum of {@code hash(key) ^ hash(value)}
 *   <li>optional, member of a sealed interface: the hash of what it is
 *   <li>big integer: its two's complement bytes, highest first, as a list; big decimal: unscaled value and
 *       scale as a list
 *   <li>instant, duration: seconds and nanoseconds as a list of long and int; date: its epoch day as a long; time: its
 *       nanosecond of day as a long; date-time: date and time as a list; with an offset: date-time and the offset's
 *       seconds as a list, with a zone: the zone's name after these; period: years, months, days as a list; zone: its
 *       name; UUID: its halves, xor, as a long; URI: its parts, in lower case, as a list
 * </ul>
 *
 * <h2>Schema</h2>
 *
 * {@link #describe} gives the schema as text, made from the declared types alone, never from the order of calls:
 * {@code Call{instance:string,tokens:int,meta:map<string,any>}}. A wrapper that may be null is {@code int?},
 * alternatives are {@code Color(RED|GREEN)} and {@code Shape(Circle{radius:double}|Dot{})}, and a record or sealed
 * interface inside itself is just its name.
 *
 * @param <T> the type of the values
 */
public abstract class Codec<T extends @Nullable Object> {

    /**
     * The codec derived from a class.
     *
     * @throws CodecException if the class, or one that it contains, is not plain data; the message says what is
     */
    public static <T> Codec<T> of(Class<T> type) {
        return CodecDeriver.derived(type);
    }

    /**
     * The codec derived from a type with arguments, such as that of a record component {@code Map<String, List<Call>>}.
     *
     * @throws CodecException if it contains a class that is not plain data, or a variable nothing binds
     */
    public static Codec<?> of(Type type) {
        return CodecDeriver.derived(type);
    }

    /** The codec of lists whose elements, null or not, have this codec. */
    public static <E extends @Nullable Object> Codec<List<E>> listOf(Codec<E> element) {
        return cast(new CollectionCodecs.ListCodec(cast(element.nullable())));
    }

    /** The codec of maps whose keys and values, null or not, have these codecs. */
    public static <K extends @Nullable Object, V extends @Nullable Object> Codec<Map<K, V>> mapOf(
            Codec<K> key, Codec<V> value) {
        return cast(new CollectionCodecs.MapCodec(cast(key.nullable()), cast(value.nullable())));
    }

    /** A new codec for values whose type is known only when they come: see {@link DynamicCodec}. */
    public static DynamicCodec dynamic() {
        return new DynamicCodec();
    }

    /**
     * Writes a value.
     *
     * @throws CodecException if it holds something the codec cannot write; part of it may be written then
     */
    public abstract void write(T value, BinaryWriter out);

    /**
     * Reads a value.
     *
     * @throws CodecException if the bytes are damaged or of another schema; nothing else, whatever the bytes are
     */
    public abstract T read(BinaryReader in);

    /** The stable hash of a value: 0 for null. */
    public abstract int hash(@Nullable T value);

    /**
     * The schema. That of a codec which users write is any text that changes when older bytes cannot be read any more: stored
     * values are refused where it differs.
     */
    public abstract String describe();

    /**
     * The schema as it stands inside a larger one: as {@link #describe} gives it, but in quotes where users wrote the codec, since
     * nobody else knows what that text means.
     */
    public final String schema() {
        return this instanceof Derived ? describe() : quoted(describe());
    }

    private static String quoted(String text) {
        return "'" + text.replace("\\", "\\\\").replace("'", "\\'").replace("\n", "\\n") + "'";
    }

    /**
     * Whether values can be keys: equal ones have equal bytes and equal hashes. False for arrays, equal only to
     * themselves, and for sets, maps and URIs, whose bytes tell more than {@code equals} sees. Numbers are keys as
     * their wrappers are equal: NaN is one key, 0.0 and -0.0 are two.
     */
    public abstract boolean usableAsKey();

    /** This codec, for null as well: one byte more. */
    public Codec<@Nullable T> nullable() {
        return new NullableCodec<>(this);
    }

    /** The bytes of a value, by themselves. */
    public final byte[] encode(T value) {
        BinaryWriter out = new BinaryWriter();
        write(value, out);
        return out.toByteArray();
    }

    /**
     * The value that {@link #encode} made these bytes of.
     *
     * @throws CodecException if they are damaged, or more than a value
     */
    public final T decode(byte[] bytes) {
        BinaryReader in = new BinaryReader(bytes);
        T value = read(in);
        in.requireEnd();
        return value;
    }

    /** The schema of this codec where null is allowed: the same, but for primitives. */
    String describeNullable() {
        return schema();
    }

    /** A codec of Leat's own, whose schema has the form that is described above. */
    interface Derived {}

    @Override
    public final String toString() {
        return describe();
    }

    /** The one unchecked cast: derivation has matched codecs and types by reflection, where javac cannot see it. */
    @SuppressWarnings("unchecked")
    static <T extends @Nullable Object> Codec<T> cast(Codec<?> codec) {
        return (Codec<T>) codec;
    }
}
