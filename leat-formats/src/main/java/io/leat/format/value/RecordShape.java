// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.format.value;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.SerializableString;
import com.fasterxml.jackson.core.io.SerializedString;
import io.leat.Event;
import io.leat.format.Times;
import java.io.IOException;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Constructor;
import java.lang.reflect.InaccessibleObjectException;
import java.lang.reflect.RecordComponent;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The components of a record class: their names and kinds, how to make a record of them and how to get them out of one. */
public final class RecordShape<T> {
    private static final MethodType MAKER = MethodType.methodType(Object.class, Object[].class);
    private static final MethodType GETTER = MethodType.methodType(Object.class, Object.class);

    private final Class<T> type;
    private final List<String> names;
    private final MethodHandle maker;
    private final MethodHandle[] getters;
    private final Kind[] kinds;
    private final boolean[] primitive;
    private final String[] fields;
    private final SerializableString[] written;
    private final Map<String, Integer> indexes = new HashMap<>();

    private RecordShape(Class<T> type, RecordComponent[] components) throws ReflectiveOperationException {
        this.type = type;
        this.names = Stream.of(components).map(RecordComponent::getName).toList();
        this.maker = maker(type, components);
        this.getters = new MethodHandle[components.length];
        this.kinds = new Kind[components.length];
        this.fields = names.toArray(String[]::new);
        this.written = names.stream().map(SerializedString::new).toArray(SerializableString[]::new);
        this.primitive = new boolean[components.length];
        for (int i = 0; i < components.length; i++) {
            getters[i] = getter(components[i]);
            primitive[i] = components[i].getType().isPrimitive();
            indexes.put(names.get(i), i);
        }
    }

    /**
     * Returns the shape of a record class that is read.
     *
     * @throws IllegalArgumentException if it is no record, or a component is of a type that cannot be read
     */
    public static <T> RecordShape<T> of(Class<T> type, Times times) {
        return of(type, new Structures(times));
    }

    static <T> RecordShape<T> of(Class<T> type, Structures structures) {
        RecordShape<T> shape = ofWritten(type);
        structures.remember(type, shape);
        RecordComponent[] components = type.getRecordComponents();
        for (int i = 0; i < components.length; i++) {
            shape.kinds[i] = kind(components[i], structures);
        }
        return shape;
    }

    private static Kind kind(RecordComponent component, Structures structures) {
        try {
            return structures.kindOf(component.getGenericType());
        } catch (UnsupportedOperationException e) {
            throw new IllegalArgumentException(
                    "component '" + component.getName() + "' of "
                            + component.getDeclaringRecord().getSimpleName() + " " + e.getMessage()
                            + ". Known are text, numbers, booleans, java.time, enums, UUID, Optional, records, and List, Set"
                            + " and Map<String, …> of these",
                    e);
        }
    }

    /**
     * Returns the shape of a record class that is only written: its components may be of any type.
     *
     * @throws IllegalArgumentException if it is no record, or its module is closed
     */
    public static <T> RecordShape<T> ofWritten(Class<T> type) {
        if (!type.isRecord()) {
            throw new IllegalArgumentException(
                    type.getTypeName() + " is not a record; declare it as one, or use Event for free fields");
        }
        try {
            return new RecordShape<>(type, type.getRecordComponents());
        } catch (ReflectiveOperationException | InaccessibleObjectException e) {
            throw new IllegalArgumentException(
                    type.getTypeName() + " is a record that its module "
                            + type.getModule().getName()
                            + " keeps to itself; write `opens " + type.getPackageName()
                            + " to io.leat.format;` into its module-info",
                    e);
        }
    }

    private static MethodHandle maker(Class<?> type, RecordComponent[] components) throws ReflectiveOperationException {
        Class<?>[] types = Stream.of(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
        Constructor<?> canonical = type.getDeclaredConstructor(types);
        canonical.setAccessible(true);
        return MethodHandles.lookup()
                .unreflectConstructor(canonical)
                .asSpreader(Object[].class, types.length)
                .asType(MAKER);
    }

    private static MethodHandle getter(RecordComponent component) throws IllegalAccessException {
        component.getAccessor().setAccessible(true);
        return MethodHandles.lookup().unreflect(component.getAccessor()).asType(GETTER);
    }

    /** Throws unless a type that events are read into has a component. {@link Event} takes any field. */
    public static void requireComponent(Class<?> type, String component) {
        List<String> names = ofWritten(type).names;
        if (type != Event.class && !names.contains(component)) {
            throw new IllegalArgumentException(
                    type.getSimpleName() + " has no component '" + component + "'; it has " + String.join(", ", names));
        }
    }

    /** Throws unless a cell of text can hold each component. */
    public void requireScalars() {
        for (int i = 0; i < kinds.length; i++) {
            if (!kinds[i].isScalar()) {
                throw new IllegalArgumentException(
                        "component '" + names.get(i) + "' of " + type.getSimpleName() + " is " + kinds[i].expected()
                                + ", which a CSV cell cannot hold; leave it out, or use JSON lines");
            }
        }
    }

    public Class<T> type() {
        return type;
    }

    public List<String> names() {
        return names;
    }

    /** Returns what others call a component, ready to be written. */
    SerializableString name(int component) {
        return written[component];
    }

    /** Returns whether records can be made without this component. */
    public boolean isOptional(int component) {
        return kinds[component].absent() != null;
    }

    /** Reads a component from a cell of text; null is an empty cell. */
    public @Nullable Object ofText(int component, @Nullable String cell) throws Unreadable {
        Kind kind = kinds[component];
        if (cell != null && (kind.isText() || !cell.isEmpty())) {
            return kind.ofText(cell);
        }
        if (primitive[component]) {
            throw Unreadable.found("empty", kind);
        }
        return kind.absent();
    }

    /** Returns this shape with some components called differently in the input. */
    public RecordShape<T> renamed(Map<String, String> componentByField) {
        indexes.keySet().removeAll(componentByField.values());
        componentByField.forEach((field, component) -> {
            int index = names.indexOf(component);
            indexes.put(field, index);
            fields[index] = field;
            written[index] = new SerializedString(field);
        });
        return this;
    }

    /** Reads a record; the parser stands at the start of an object. Of fields with the same name the last counts. */
    T ofJson(JsonParser in) throws IOException, Unreadable {
        @Nullable Object[] values = new Object[kinds.length];
        for (String name; (name = in.nextFieldName()) != null; ) {
            JsonToken token = in.nextToken();
            Integer index = indexes.get(name);
            if (index == null) {
                in.skipChildren();
            } else {
                values[index] = token == JsonToken.VALUE_NULL ? ofNull(index, name) : ofJson(index, name, in);
            }
        }
        return make(values);
    }

    private @Nullable Object ofNull(int index, String name) throws Unreadable {
        if (primitive[index]) {
            throw Unreadable.found("null", kinds[index]).within(name);
        }
        return null;
    }

    private Object ofJson(int index, String name, JsonParser in) throws IOException, Unreadable {
        try {
            return kinds[index].ofJson(in);
        } catch (Unreadable e) {
            throw e.within(name);
        }
    }

    /** Makes a record of its components; null stands for what is not there. */
    @SuppressWarnings("unchecked") // the constructor is that of T
    public T make(@Nullable Object[] values) throws Unreadable {
        for (int i = 0; i < values.length; i++) {
            if (values[i] == null) {
                values[i] = absent(i);
            }
        }
        try {
            return (T) (Object) maker.invokeExact(values);
        } catch (Error e) {
            throw e;
        } catch (Throwable e) {
            throw new Unreadable("the record " + type.getSimpleName() + " refuses it: " + message(e), e);
        }
    }

    private static String message(Throwable e) {
        return e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
    }

    private @Nullable Object absent(int index) throws Unreadable {
        if (primitive[index]) {
            throw Unreadable.missing(kinds[index]).within(fields[index]);
        }
        return kinds[index].absent();
    }

    /**
     * Returns a component of a record.
     *
     * @throws IllegalStateException if its accessor throws
     */
    public @Nullable Object get(int component, Object record) {
        try {
            return (@Nullable Object) getters[component].invokeExact(record);
        } catch (Error e) {
            throw e;
        } catch (Throwable e) {
            throw new IllegalStateException(type.getSimpleName() + "." + names.get(component) + "() threw " + e, e);
        }
    }
}
