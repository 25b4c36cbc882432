// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.connector.console;

import java.lang.reflect.InaccessibleObjectException;
import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The columns of a table of records: their names, and how the cells of a record are got. */
final class TableColumns {
    private static final String NOTHING = "-";
    /** Pictures of the control characters stand at U+2400 and behind. */
    private static final int PICTURES = 0x2400;

    private final List<String> names;
    private final Method[] accessors;
    private final boolean[] numbers;

    private TableColumns(RecordComponent[] components) {
        this.names = Stream.of(components).map(RecordComponent::getName).toList();
        this.accessors = Stream.of(components).map(RecordComponent::getAccessor).toArray(Method[]::new);
        this.numbers = new boolean[components.length];
        for (int i = 0; i < components.length; i++) {
            accessors[i].setAccessible(true);
            Class<?> type = components[i].getType();
            numbers[i] = Number.class.isAssignableFrom(type)
                    || (type.isPrimitive() && type != boolean.class && type != char.class);
        }
    }

    static TableColumns of(Class<?> type) {
        if (!type.isRecord()) {
            throw new IllegalArgumentException(
                    type.getTypeName() + " is not a record; declare it as one, or print lines: Console.lines()");
        }
        try {
            return new TableColumns(type.getRecordComponents());
        } catch (InaccessibleObjectException e) {
            throw new IllegalArgumentException(
                    type.getTypeName() + " is a record that its module "
                            + type.getModule().getName()
                            + " keeps to itself; write `opens " + type.getPackageName()
                            + " to io.leat.core;` into its module-info",
                    e);
        }
    }

    List<String> names() {
        return names;
    }

    boolean isNumber(int column) {
        return numbers[column];
    }

    /**
     * Returns a record as text.
     *
     * @throws ReflectiveOperationException if an accessor throws
     */
    String[] cells(Object record) throws ReflectiveOperationException {
        String[] cells = new String[accessors.length];
        for (int i = 0; i < cells.length; i++) {
            cells[i] = text(accessors[i].invoke(record));
        }
        return cells;
    }

    private static String text(@Nullable Object value) {
        if (value instanceof Optional<?> optional) {
            return text(optional.orElse(null));
        }
        return value == null ? NOTHING : harmless(value.toString());
    }

    /** What comes from outside must not move the cursor or clear the screen. */
    private static String harmless(String text) {
        if (text.chars().noneMatch(Character::isISOControl)) {
            return text;
        }
        StringBuilder shown = new StringBuilder(text.length());
        text.chars()
                .forEach(c -> shown.append((char) (c < ' ' ? PICTURES + c : Character.isISOControl(c) ? 0x2421 : c)));
        return shown.toString();
    }
}
