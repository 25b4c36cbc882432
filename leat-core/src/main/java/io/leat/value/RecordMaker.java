// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.value;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.reflect.Constructor;
import java.lang.reflect.InaccessibleObjectException;
import java.lang.reflect.RecordComponent;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Makes records of one class from values by name, converted as {@link Conversion} says. Made once per class. */
public final class RecordMaker {
    private static final ClassValue<RecordMaker> MAKERS = new ClassValue<>() {
        @Override
        protected RecordMaker computeValue(Class<?> type) {
            return new RecordMaker(type);
        }
    };

    private final Class<?> type;
    private final RecordComponent[] components;
    private final MethodHandle constructor;

    private RecordMaker(Class<?> type) {
        this.type = type;
        if (!type.isRecord()) {
            throw new IllegalArgumentException(type.getTypeName() + " is not a record, and only records can be made");
        }
        this.components = type.getRecordComponents();
        this.constructor = constructor(type, components);
    }

    /**
     * Returns the maker for a class.
     *
     * @throws IllegalArgumentException if it is not a record, or its module keeps it to itself
     */
    public static RecordMaker of(Class<?> type) {
        return MAKERS.get(type);
    }

    private static MethodHandle constructor(Class<?> type, RecordComponent[] components) {
        Class<?>[] types = Stream.of(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
        try {
            Constructor<?> canonical = type.getDeclaredConstructor(types);
            canonical.setAccessible(true);
            return MethodHandles.lookup().unreflectConstructor(canonical).asSpreader(Object[].class, types.length);
        } catch (ReflectiveOperationException | InaccessibleObjectException e) {
            throw new IllegalArgumentException(
                    "the record " + type.getTypeName() + " cannot be made, since its module "
                            + type.getModule().getName() + " keeps it to itself: write `opens "
                            + type.getPackageName() + " to io.leat.core;` into its module-info",
                    e);
        }
    }

    /**
     * Makes a record.
     *
     * @param values gives the value of a component by its name, null for none
     * @param owner what the values belong to, for messages: {@code event 'e1'}
     * @param path what stands before the name of a component in messages
     * @throws IllegalArgumentException if a value cannot be converted; the message names it, its owner and the class
     */
    public Object make(Function<String, @Nullable Object> values, String owner, String path) {
        @Nullable Object[] arguments = new @Nullable Object[components.length];
        for (int i = 0; i < components.length; i++) {
            RecordComponent component = components[i];
            String name = component.getName();
            Conversion conversion = new Conversion(path + name, owner, type.getSimpleName());
            arguments[i] = conversion.to(component.getGenericType(), values.apply(name));
        }
        return made(arguments, owner);
    }

    private Object made(@Nullable Object[] arguments, String owner) {
        try {
            return constructor.invoke(arguments);
        } catch (Error e) {
            throw e;
        } catch (Throwable t) {
            throw new IllegalArgumentException(
                    "no " + type.getSimpleName() + " can be made of " + owner + ": its constructor threw " + t, t);
        }
    }
}
