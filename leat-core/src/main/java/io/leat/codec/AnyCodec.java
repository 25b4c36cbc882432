// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.codec;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A value declared as {@code Object} or {@code ?}: null, JSON-like values, big numbers and times, each behind a byte
 * that says what it is. No other class is ever written, and none is looked up when reading.
 */
final class AnyCodec extends Codec<@Nullable Object> implements Codec.Derived {
    /** The classes with a tag of their own, beginning with {@link #FIRST_SCALAR}. Stored: add at the end only. */
    private static final List<Class<?>> SCALARS = List.of(
            Boolean.class,
            Integer.class,
            Long.class,
            Double.class,
            Float.class,
            Short.class,
            Byte.class,
            Character.class,
            String.class,
            BigInteger.class,
            BigDecimal.class,
            Instant.class,
            Duration.class,
            LocalDate.class,
            UUID.class,
            byte[].class);

    private static final int NULL = 0;
    private static final int LIST = 1;
    private static final int SET = 2;
    private static final int MAP = 3;
    private static final int FIRST_SCALAR = 8;

    static final AnyCodec INSTANCE = new AnyCodec();

    private final Map<Class<?>, Kind> scalars = new HashMap<>();
    private final Map<Integer, Kind> byTag = new HashMap<>();
    private final Kind list = kind(LIST, new CollectionCodecs.ListCodec(this));
    private final Kind set = kind(SET, new CollectionCodecs.SetCodec(this));
    private final Kind map = kind(MAP, new CollectionCodecs.MapCodec(this, this));

    private AnyCodec() {
        for (Class<?> type : SCALARS) {
            scalars.put(type, kind(FIRST_SCALAR + scalars.size(), ScalarCodecs.get(type)));
        }
    }

    private Kind kind(int tag, Codec<?> codec) {
        Kind kind = new Kind(tag, cast(codec));
        byTag.put(tag, kind);
        return kind;
    }

    /** Whether a value and all that it contains are of this codec's kinds. False if it is nested too deep to be written. */
    static boolean takesAll(@Nullable Object value) {
        return takesAll(value, 0);
    }

    private static boolean takesAll(@Nullable Object value, int depth) {
        if (value == null) {
            return true;
        }
        if (depth > BinaryWriter.MAX_DEPTH) {
            return false;
        }
        if (value instanceof List || value instanceof Set) {
            return takesAll((Collection<?>) value, depth + 1);
        }
        if (value instanceof Map<?, ?> map) {
            return takesAll(map.keySet(), depth + 1) && takesAll(map.values(), depth + 1);
        }
        return INSTANCE.scalars.containsKey(value.getClass());
    }

    private static boolean takesAll(Collection<? extends @Nullable Object> values, int depth) {
        for (Object value : values) {
            if (!takesAll(value, depth)) {
                return false;
            }
        }
        return true;
    }

    private @Nullable Kind kindOf(Object value) {
        Kind scalar = scalars.get(value.getClass());
        return scalar != null ? scalar : containerOf(value);
    }

    private @Nullable Kind containerOf(Object value) {
        if (value instanceof List) {
            return list;
        }
        if (value instanceof Set) {
            return set;
        }
        return value instanceof Map ? map : null;
    }

    private Kind requireKind(Object value) {
        Kind kind = kindOf(value);
        if (kind == null) {
            throw new CodecException("no codec for " + value.getClass().getTypeName() + " in a place declared as Object"
                    + " or ?. Supported there: null, Boolean, numbers, Character, String, Instant, Duration, LocalDate,"
                    + " UUID, byte[], List, Set and Map. Cure: declare the type itself, or map it to a record"
                    + " before this step");
        }
        return kind;
    }

    @Override
    public void write(@Nullable Object value, BinaryWriter out) {
        if (value == null) {
            out.writeByte(NULL);
            return;
        }
        Kind kind = requireKind(value);
        out.writeByte(kind.tag);
        out.enter();
        try {
            kind.codec.write(value, out);
        } finally {
            out.leave();
        }
    }

    @Override
    @SuppressWarnings("NullAway") // does not see that T is @Nullable Object here
    public @Nullable Object read(BinaryReader in) {
        int tag = in.readByte();
        if (tag == NULL) {
            return null;
        }
        Kind kind = byTag.get(tag);
        if (kind == null) {
            throw in.damaged("no kind of value has the tag " + tag);
        }
        in.enter();
        try {
            return kind.codec.read(in);
        } finally {
            in.leave();
        }
    }

    @Override
    public int hash(@Nullable Object value) {
        if (value == null) {
            return 0;
        }
        Kind kind = requireKind(value);
        if (!kind.codec.usableAsKey()) {
            throw notAsKey(value);
        }
        return kind.codec.hash(value);
    }

    /** For values whose static type could not tell. */
    static CodecException notAsKey(Object value) {
        return new CodecException(value.getClass().getTypeName() + " cannot be a key or part of one: arrays are equal"
                + " only to themselves, and equal sets or maps may have different bytes. Cure: use a List or a record");
    }

    @Override
    public String describe() {
        return "any";
    }

    /** True: most values are. Those that are not have no hash: {@link #hash} throws. */
    @Override
    public boolean usableAsKey() {
        return true;
    }

    @Override
    public Codec<@Nullable Object> nullable() {
        return this;
    }

    private record Kind(int tag, Codec<Object> codec) {}
}
