// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.codec;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Constructor;
import java.lang.reflect.InaccessibleObjectException;
import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A record: the number of its components, then these. Components may be added at the end: a reader that has more than
 * were written gives the rest their defaults.
 */
final class RecordCodec extends Codec<Object> implements Codec.Derived {
    private static final MethodType GETTER = MethodType.methodType(Object.class, Object.class);
    private static final MethodType MAKER = MethodType.methodType(Object.class, Object[].class);

    private final String name;
    private final MethodHandle constructor;
    private final Field[] fields;

    /** @param fields as {@link #getter} and the record's components give them, in this order */
    RecordCodec(Class<?> type, List<Field> fields) {
        this.name = type.getSimpleName();
        this.constructor = constructor(type);
        this.fields = fields.toArray(Field[]::new);
    }

    private static MethodHandle constructor(Class<?> type) {
        Class<?>[] types = Stream.of(type.getRecordComponents())
                .map(RecordComponent::getType)
                .toArray(Class<?>[]::new);
        try {
            Constructor<?> canonical = type.getDeclaredConstructor(types);
            canonical.setAccessible(true);
            return MethodHandles.lookup()
                    .unreflectConstructor(canonical)
                    .asSpreader(Object[].class, types.length)
                    .asType(MAKER);
        } catch (ReflectiveOperationException | InaccessibleObjectException e) {
            throw closed(type, e);
        }
    }

    static MethodHandle getter(RecordComponent component) {
        Method accessor = component.getAccessor();
        try {
            accessor.setAccessible(true);
            return MethodHandles.lookup().unreflect(accessor).asType(GETTER);
        } catch (IllegalAccessException | InaccessibleObjectException e) {
            throw closed(component.getDeclaringRecord(), e);
        }
    }

    private static CodecException closed(Class<?> type, Exception cause) {
        return new CodecException(
                "no codec for " + type.getTypeName() + ", a record that its module "
                        + type.getModule().getName() + " keeps to itself. Cure: write `opens " + type.getPackageName()
                        + " to io.leat.core;` into its module-info",
                cause);
    }

    @Override
    @SuppressWarnings("NullAway") // does not see that components may be null
    public void write(Object value, BinaryWriter out) {
        out.writeUnsigned(fields.length);
        for (Field field : fields) {
            try {
                field.codec.write(get(field, value), out);
            } catch (CodecException e) {
                throw e.within(name, field.name);
            }
        }
    }

    @Override
    public Object read(BinaryReader in) {
        int written = readWidth(in);
        @Nullable Object[] values = new Object[fields.length];
        for (int i = 0; i < values.length; i++) {
            values[i] = i < written ? read(fields[i], in) : fields[i].absent;
        }
        return in.guarded(name, reader -> construct(values));
    }

    private int readWidth(BinaryReader in) {
        long written = in.readUnsigned();
        if (written < 0 || written > fields.length) {
            throw in.damaged("the record " + name + " has " + fields.length + " components, but "
                    + Long.toUnsignedString(written)
                    + " were written. Components can be added at the end, not removed");
        }
        return (int) written;
    }

    private @Nullable Object read(Field field, BinaryReader in) {
        try {
            return field.codec.read(in);
        } catch (CodecException e) {
            throw e.within(name, field.name);
        }
    }

    @Override
    public int hash(@Nullable Object value) {
        if (value == null) {
            return 0;
        }
        int h = 1;
        for (Field field : fields) {
            h = 31 * h + field.codec.hash(get(field, value));
        }
        return h;
    }

    private static @Nullable Object get(Field field, Object value) {
        try {
            return (@Nullable Object) field.getter.invokeExact(value);
        } catch (Throwable e) {
            throw unchecked(e);
        }
    }

    private Object construct(@Nullable Object[] values) {
        try {
            return (Object) constructor.invokeExact(values);
        } catch (Throwable e) {
            throw unchecked(e);
        }
    }

    /** What a record's own code threw; checked exceptions can only have been thrown sneakily. */
    private static RuntimeException unchecked(Throwable thrown) {
        if (thrown instanceof Error error) {
            throw error;
        }
        return thrown instanceof RuntimeException e ? e : new CodecException(thrown.toString(), thrown);
    }

    @Override
    public String describe() {
        return Stream.of(fields)
                .map(field -> field.name + ":" + field.codec.schema())
                .collect(Collectors.joining(",", name + "{", "}"));
    }

    @Override
    public boolean usableAsKey() {
        return Stream.of(fields).allMatch(field -> field.codec.usableAsKey());
    }

    /** A component: how to get its value, its codec, and what stands for it in bytes older than itself. */
    record Field(
            String name,
            MethodHandle getter,
            Codec<@Nullable Object> codec,
            @Nullable Object absent) {}
}
