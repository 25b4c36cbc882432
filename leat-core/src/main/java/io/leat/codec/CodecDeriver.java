// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.codec;

import java.lang.reflect.Modifier;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.SortedMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One derivation of a codec from a type. Each begins with nothing known, so that a schema depends on the type alone
 * and not on what was derived before; only whole results are kept, one per class.
 */
final class CodecDeriver {
    private static final int MAX_NESTING = 64;

    private static final ClassValue<Codec<?>> DERIVED = new ClassValue<>() {
        @Override
        protected Codec<?> computeValue(Class<?> type) {
            return deriveAll(type);
        }
    };

    /** What a component that was added later holds in older bytes, where that is not null. */
    private static final Map<Class<?>, Object> ABSENT = Map.ofEntries(
            Map.entry(boolean.class, false),
            Map.entry(byte.class, (byte) 0),
            Map.entry(short.class, (short) 0),
            Map.entry(char.class, (char) 0),
            Map.entry(int.class, 0),
            Map.entry(long.class, 0L),
            Map.entry(float.class, 0f),
            Map.entry(double.class, 0d),
            Map.entry(Optional.class, Optional.empty()),
            Map.entry(OptionalInt.class, OptionalInt.empty()),
            Map.entry(OptionalLong.class, OptionalLong.empty()),
            Map.entry(OptionalDouble.class, OptionalDouble.empty()),
            Map.entry(List.class, Collections.emptyList()),
            Map.entry(Collection.class, Collections.emptyList()),
            Map.entry(Set.class, Collections.emptySet()),
            Map.entry(Map.class, Collections.emptyMap()),
            Map.entry(SortedMap.class, Collections.emptyNavigableMap()),
            Map.entry(NavigableMap.class, Collections.emptyNavigableMap()));

    /** Records and sealed interfaces: what stands for them while they are derived, and the codec after that. */
    private final Map<ResolvedType, Codec<?>> known = new HashMap<>();

    /** The codec of values whose type is an open variable; null where there may be none. */
    private final @Nullable Codec<?> open;

    private int nesting;

    private CodecDeriver(@Nullable Codec<?> open) {
        this.open = open;
    }

    static <T> Codec<T> derived(Class<T> type) {
        return Codec.cast(DERIVED.get(type));
    }

    static Codec<?> derived(Type type) {
        return type instanceof Class<?> raw ? DERIVED.get(raw) : deriveAll(type);
    }

    /** The codec of a generic class used without its arguments, with {@code open} for values of their types. */
    static Codec<?> derived(Class<?> type, Codec<?> open) {
        return deriveAll(ResolvedType.withOpenArguments(type), open);
    }

    private static Codec<?> deriveAll(Type type) {
        return deriveAll(ResolvedType.Bindings.NONE.resolve(type), null);
    }

    private static Codec<?> deriveAll(ResolvedType resolved, @Nullable Codec<?> open) {
        try {
            return new CodecDeriver(open).derive(resolved);
        } catch (CodecException e) {
            throw resolved.args().isEmpty() ? e : e.at(resolved.toString());
        }
    }

    private Codec<?> derive(ResolvedType type) {
        if (type.open() && open != null) {
            return open;
        }
        Codec<?> scalar = ScalarCodecs.find(type.raw());
        if (scalar != null) {
            return scalar;
        }
        if (type.raw() == Object.class) {
            return AnyCodec.INSTANCE;
        }
        if (type.isRaw()) {
            throw Refusal.of(type.raw());
        }
        return deriveGeneric(type);
    }

    private Codec<?> deriveGeneric(ResolvedType type) {
        Class<?> raw = type.raw();
        if (raw.isArray()) {
            return new ArrayCodec(raw.getComponentType(), element(type, 0));
        }
        if (raw.isEnum()) {
            return new EnumCodec(raw);
        }
        if (raw.isRecord()) {
            return once(type, this::deriveRecord);
        }
        if (raw.isSealed()) {
            return once(type, this::deriveSealed);
        }
        return deriveCollection(type);
    }

    private Codec<?> deriveCollection(ResolvedType type) {
        Class<?> raw = type.raw();
        if (raw == List.class) {
            return new CollectionCodecs.ListCodec(element(type, 0));
        }
        if (raw == Set.class) {
            return new CollectionCodecs.SetCodec(element(type, 0));
        }
        if (raw == Collection.class) {
            return new CollectionCodecs.AnyOrderCodec(element(type, 0));
        }
        if (raw == Map.class) {
            return new CollectionCodecs.MapCodec(element(type, 0), element(type, 1));
        }
        if (raw == SortedMap.class || raw == NavigableMap.class) {
            return new CollectionCodecs.SortedMapCodec(element(type, 0), element(type, 1));
        }
        if (raw == Optional.class) {
            return new CollectionCodecs.OptionalCodec(element(type, 0));
        }
        throw Refusal.of(raw);
    }

    private Codec<@Nullable Object> element(ResolvedType type, int index) {
        return part(type.args().get(index));
    }

    /** The codec of a part of something: as it is for primitives, else for null as well. */
    private Codec<@Nullable Object> part(ResolvedType type) {
        Codec<?> codec = derive(type);
        return Codec.cast(type.raw().isPrimitive() ? codec : codec.nullable());
    }

    private Codec<?> once(ResolvedType type, Function<ResolvedType, Codec<Object>> derivation) {
        RecursiveCodec later = new RecursiveCodec(type.raw().getSimpleName());
        Codec<?> seen = known.putIfAbsent(type, later);
        if (seen != null) {
            return seen;
        }
        if (++nesting > MAX_NESTING) {
            throw new CodecException("the type " + type.raw().getTypeName() + " contains itself with ever new arguments"
                    + ", or types nest more than " + MAX_NESTING
                    + " deep. Cure: map it to a flatter type before this step");
        }
        Codec<Object> codec = derivation.apply(type);
        nesting--;
        later.bind(codec);
        known.put(type, codec);
        return codec;
    }

    private Codec<Object> deriveRecord(ResolvedType type) {
        List<RecordCodec.Field> fields = new ArrayList<>();
        for (RecordComponent component : type.raw().getRecordComponents()) {
            try {
                fields.add(field(component, type.bindings()));
            } catch (CodecException e) {
                throw e.within(type.raw().getSimpleName(), component.getName());
            }
        }
        return new RecordCodec(type.raw(), fields);
    }

    private RecordCodec.Field field(RecordComponent component, ResolvedType.Bindings bindings) {
        Codec<@Nullable Object> codec = part(bindings.resolve(component.getGenericType()));
        Object absent = ABSENT.get(component.getType());
        return new RecordCodec.Field(component.getName(), RecordCodec.getter(component), codec, absent);
    }

    private Codec<Object> deriveSealed(ResolvedType type) {
        Map<Class<?>, Codec<?>> members = new LinkedHashMap<>();
        try {
            addMembers(type, members);
            return new SealedCodec(type.raw().getSimpleName(), members);
        } catch (CodecException e) {
            throw e.at(type.toString());
        }
    }

    private void addMembers(ResolvedType type, Map<Class<?>, Codec<?>> members) {
        for (Class<?> subclass : type.raw().getPermittedSubclasses()) {
            ResolvedType member = type.narrowedTo(subclass);
            if (subclass.isSealed() && !subclass.isEnum()) {
                addMembers(member, members);
            } else if (!members.containsKey(subclass)) {
                members.put(subclass, derive(member));
            }
        }
    }

    /** Why a class has no codec, and what to do about it. */
    private static final class Refusal {
        private static CodecException of(Class<?> type) {
            return new CodecException("no codec for " + type.getTypeName() + ", " + kind(type)
                    + ". Supported: primitives and their wrappers, String, big numbers, java.time, UUID, URI, enums,"
                    + " records, sealed interfaces of these, Optional, List, Set, Collection, Map, SortedMap, arrays,"
                    + " and Object for JSON-like values. Cure: " + cure(type)
                    + ", or map it to a record before this step");
        }

        private static String kind(Class<?> type) {
            if (type.getTypeParameters().length > 0 && isSupportedWithArguments(type)) {
                return "used without its type arguments";
            }
            if (type.isInterface()) {
                return "an interface that is not sealed";
            }
            return Modifier.isAbstract(type.getModifiers()) ? "an abstract class" : "an ordinary class";
        }

        private static String cure(Class<?> type) {
            if (type.getTypeParameters().length > 0 && isSupportedWithArguments(type)) {
                return "write " + type.getSimpleName() + "<...> with them";
            }
            if (Collection.class.isAssignableFrom(type) || Map.class.isAssignableFrom(type)) {
                return "declare it as List, Set or Map";
            }
            return type.isInterface() ? "make it sealed, of records" : "make it a record";
        }

        private static boolean isSupportedWithArguments(Class<?> type) {
            return ABSENT.containsKey(type) || type.isRecord() || type.isSealed();
        }
    }
}
