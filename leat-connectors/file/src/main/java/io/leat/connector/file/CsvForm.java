// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.connector.file;

import io.leat.Event;
import io.leat.connector.Records;
import io.leat.format.Times;
import io.leat.format.value.EventForm;
import io.leat.format.value.RecordShape;
import io.leat.format.value.Unreadable;
import java.math.BigInteger;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What is made of the cells of a CSV record, once the header is known. */
abstract class CsvForm<T> {
    /**
     * Returns what is made of the records of a file with this header; an empty one is that of an empty file.
     *
     * @throws Unreadable if the header lacks a column, or has one twice
     */
    @SuppressWarnings("unchecked") // T is Event where it is asked
    static <T> CsvForm<T> of(Class<T> type, List<String> header, CsvOptions options) throws Unreadable {
        if (type != Event.class) {
            RecordShape<T> shape = RecordShape.of(type, options.times());
            return new OfRecords<>(shape, header, columns(shape, header, options));
        }
        List<String> fields = fields(header, options);
        for (String field : fields) {
            requireOnce(field, fields);
        }
        return (CsvForm<T>) new OfEvents(fields, options.times());
    }

    private static int[] columns(RecordShape<?> shape, List<String> header, CsvOptions options) throws Unreadable {
        List<String> comparable =
                fields(header, options).stream().map(options::comparable).toList();
        int[] columns = new int[shape.names().size()];
        for (int i = 0; i < columns.length; i++) {
            String name = options.comparable(shape.names().get(i));
            columns[i] = comparable.indexOf(name);
            requireOnce(name, comparable);
            if (columns[i] < 0 && !shape.isOptional(i) && !header.isEmpty()) {
                throw new Unreadable("there is none for the component '"
                        + shape.names().get(i) + "' of "
                        + shape.type().getSimpleName() + "; the columns are " + String.join(", ", header)
                        + ". Give it by column(\"…\", \"" + shape.names().get(i) + "\"), try ignoringCase() or"
                        + " delimiter(…), or make the component Optional");
            }
        }
        return columns;
    }

    /** The columns by the names of the components or fields; one whose own name another has taken has none. */
    private static List<String> fields(List<String> header, CsvOptions options) {
        Map<String, String> renames = new HashMap<>();
        options.componentByColumn().forEach((column, field) -> renames.put(options.comparable(column), field));
        return header.stream()
                .map(column -> renames.getOrDefault(
                        options.comparable(column), options.componentByColumn().containsValue(column) ? "" : column))
                .toList();
    }

    private static void requireOnce(String name, List<String> names) throws Unreadable {
        if (names.indexOf(name) != names.lastIndexOf(name)) {
            throw new Unreadable("there are several for '" + name + "'; the columns are " + String.join(", ", names));
        }
    }

    /** Makes a value of a record. */
    abstract T of(CsvCells cells, long line) throws Unreadable;

    /** Hands it out, with its time if that is known. */
    void add(T value, Records<? super T> out) {
        out.add(value);
    }

    /** Makes records of a class. */
    static final class OfRecords<T> extends CsvForm<T> {
        private final RecordShape<T> shape;
        private final List<String> header;
        private final int[] columns;

        /**
         * @param header the columns as the file calls them
         * @param columns the column of each component; -1 for one that has none
         */
        OfRecords(RecordShape<T> shape, List<String> header, int[] columns) {
            this.shape = shape;
            this.header = header;
            this.columns = columns;
        }

        @Override
        T of(CsvCells cells, long line) throws Unreadable {
            @Nullable Object[] values = new Object[columns.length];
            for (int i = 0; i < values.length; i++) {
                values[i] = columns[i] < 0 ? null : value(i, cells.get(columns[i]));
            }
            return shape.make(values);
        }

        private @Nullable Object value(int component, @Nullable String cell) throws Unreadable {
            try {
                return shape.ofText(component, cell);
            } catch (Unreadable e) {
                throw e.within(header.get(columns[component]));
            }
        }
    }

    /** Makes events, with numbers where a cell looks like one. */
    static final class OfEvents extends CsvForm<Event> {
        private static final Pattern WHOLE = Pattern.compile("-?(0|[1-9][0-9]{0,999})");
        private static final Pattern FRACTION = Pattern.compile("-?(0|[1-9][0-9]{0,299})\\.[0-9]{1,600}");

        private final List<String> fields;
        private final EventForm form;

        /** @param fields the columns as the events call them */
        OfEvents(List<String> fields, Times times) {
            this.fields = fields;
            this.form = new EventForm(Map.of(), times);
        }

        @Override
        Event of(CsvCells cells, long line) throws Unreadable {
            Map<String, @Nullable Object> data = new LinkedHashMap<>();
            for (int i = 0; i < fields.size(); i++) {
                String cell = cells.get(i);
                data.put(fields.get(i), cell == null ? null : value(cell));
            }
            return form.event(data, line);
        }

        private static Object value(String cell) {
            char last = cell.isEmpty() ? ' ' : cell.charAt(cell.length() - 1);
            if (last < '0' || last > '9') {
                return cell;
            }
            if (WHOLE.matcher(cell).matches()) {
                return whole(cell);
            }
            return FRACTION.matcher(cell).matches() ? (Object) Double.valueOf(cell) : cell;
        }

        private static Object whole(String cell) {
            try {
                return Long.valueOf(cell);
            } catch (NumberFormatException e) {
                return new BigInteger(cell);
            }
        }

        @Override
        void add(Event event, Records<? super Event> out) {
            form.add(event, out);
        }
    }
}
