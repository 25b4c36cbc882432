// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.connector.jdbc;

import io.leat.connector.UnreadableException;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Constructor;
import java.lang.reflect.InaccessibleObjectException;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The components of a record class and the columns that they belong to. Unless it is said otherwise, {@code eventTime} belongs to the
 * column {@code event_time} or, if there is none, to {@code eventTime}, in upper or lower case.
 */
final class RowShape<T> {
    private static final MethodType MAKER = MethodType.methodType(Object.class, Object[].class);
    private static final MethodType GETTER = MethodType.methodType(Object.class, Object.class);

    private final Class<T> type;
    private final List<String> names;
    private final ColumnType[] types;
    private final MethodHandle[] getters;
    private final MethodHandle maker;
    private final Map<String, String> columns;

    private RowShape(Class<T> type, RecordComponent[] components) throws ReflectiveOperationException {
        this.type = type;
        this.names = Stream.of(components).map(RecordComponent::getName).toList();
        this.types = new ColumnType[components.length];
        this.getters = new MethodHandle[components.length];
        for (int i = 0; i < components.length; i++) {
            types[i] = type(components[i]);
            components[i].getAccessor().setAccessible(true);
            getters[i] = MethodHandles.lookup()
                    .unreflect(components[i].getAccessor())
                    .asType(GETTER);
        }
        this.maker = maker(type, components);
        this.columns = Map.of();
    }

    private RowShape(RowShape<T> shape, Map<String, String> columns) {
        this.type = shape.type;
        this.names = shape.names;
        this.types = shape.types;
        this.getters = shape.getters;
        this.maker = shape.maker;
        this.columns = columns;
    }

    /**
     * Returns the shape of a record class.
     *
     * @throws IllegalArgumentException if it is no record, its module is closed, or a component fits no column
     */
    static <T> RowShape<T> of(Class<T> type) {
        if (!type.isRecord()) {
            throw new IllegalArgumentException(
                    type.getTypeName() + " is not a record; declare one with a component for each column");
        }
        try {
            return new RowShape<>(type, type.getRecordComponents());
        } catch (ReflectiveOperationException | InaccessibleObjectException e) {
            throw new IllegalArgumentException(
                    type.getTypeName() + " is a record that its module "
                            + type.getModule().getName() + " keeps to itself; write `opens " + type.getPackageName()
                            + " to io.leat.connector.jdbc;` into its module-info",
                    e);
        }
    }

    private static ColumnType type(RecordComponent component) {
        try {
            return ColumnType.of(component.getGenericType());
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "component '" + component.getName() + "' of "
                            + component.getDeclaringRecord().getSimpleName() + " " + e.getMessage(),
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

    /**
     * Returns this shape with a component in another column.
     *
     * @throws IllegalArgumentException if there is no such component
     */
    RowShape<T> column(String component, String column) {
        requireComponent(component);
        Map<String, String> more = new HashMap<>(columns);
        more.put(component, column);
        return new RowShape<>(this, Map.copyOf(more));
    }

    void requireComponent(String component) {
        if (!names.contains(component)) {
            throw new IllegalArgumentException(
                    type.getSimpleName() + " has no component '" + component + "'; it has " + String.join(", ", names));
        }
    }

    Class<T> type() {
        return type;
    }

    List<String> names() {
        return names;
    }

    /** Returns the name of the column that is made for a component. */
    String columnFor(String component) {
        String given = columns.get(component);
        return given == null ? snakeCase(component) : given;
    }

    private static String snakeCase(String name) {
        return name.replaceAll("([a-z0-9])([A-Z])", "$1_$2")
                .replaceAll("([A-Z])([A-Z][a-z])", "$1_$2")
                .toLowerCase(Locale.ROOT);
    }

    /** Returns the definitions of the columns that are made for all components. */
    Map<String, String> definitions(Dialect dialect) {
        Map<String, String> definitions = new LinkedHashMap<>();
        for (int i = 0; i < types.length; i++) {
            definitions.put(columnFor(names.get(i)), types[i].definition(dialect));
        }
        return definitions;
    }

    /**
     * Returns the columns of some components, in their order.
     *
     * @throws IllegalArgumentException if the table lacks one; the message names those that it has
     */
    List<Column> columns(Table table, List<String> components) {
        List<Column> found = new ArrayList<>();
        components.forEach(component -> found.add(column(table, component)));
        return found;
    }

    private Column column(Table table, String component) {
        String wanted = columnFor(component);
        Column column = table.column(wanted);
        if (column == null && !columns.containsKey(component)) {
            column = table.column(component);
        }
        if (column == null) {
            String given = columns.containsKey(component) ? component : component + "\", \"…";
            throw table.missing(
                    wanted,
                    " for component '" + component + "' of " + type.getSimpleName(),
                    ": add it, or name another one by .column(\"" + given + "\")");
        }
        return column;
    }

    /** Returns the component that belongs to a column; null if none does. */
    @Nullable
    String componentOf(Column column) {
        for (String name : names) {
            if (columnFor(name).equalsIgnoreCase(column.name())
                    || (!columns.containsKey(name) && name.equalsIgnoreCase(column.name()))) {
                return name;
            }
        }
        return null;
    }

    /**
     * Returns a component of a record.
     *
     * @throws IllegalStateException if its accessor throws
     */
    @Nullable
    Object get(int component, Object record) {
        try {
            return (@Nullable Object) getters[component].invokeExact(record);
        } catch (Error e) {
            throw e;
        } catch (Throwable e) {
            throw new IllegalStateException(type.getSimpleName() + "." + names.get(component) + "() threw " + e, e);
        }
    }

    /**
     * Makes a record.
     *
     * @param values what the columns of the components have, as of {@link Column#get}
     * @param columns those columns
     */
    @SuppressWarnings("unchecked") // the constructor is that of T
    T make(@Nullable Object[] values, List<Column> columns) throws UnreadableException {
        @Nullable Object[] arguments = new @Nullable Object[types.length];
        for (int i = 0; i < types.length; i++) {
            arguments[i] = types[i].ofColumn(values[i], columns.get(i).name());
        }
        try {
            return (T) (Object) maker.invokeExact(arguments);
        } catch (Error e) {
            throw e;
        } catch (Throwable e) {
            throw new UnreadableException("the record " + type.getSimpleName() + " refuses it: " + e.getMessage(), e);
        }
    }
}
