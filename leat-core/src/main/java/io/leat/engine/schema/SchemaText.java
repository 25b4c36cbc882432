// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.engine.schema;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.Supplier;

/**
 * One reading of the text of a schema. Text that has not the form of one is a {@link Schema.Word}: it can be compared too, if only
 * as a whole.
 */
public final class SchemaText {
    private static final String SPECIAL = "{}[]()<>,:|'\\\n";
    private static final char QUOTE = '\'';
    private static final int MAX_NESTING = 500;

    private final String text;
    private int position;
    private int nesting;

    /** The records and sealed interfaces around the position, the innermost first. */
    private final Deque<Open> around = new ArrayDeque<>();

    /** A record or sealed interface that is being read, and what refers to it from inside. */
    private record Open(String name, List<Schema.Reference> references) {}

    private SchemaText(String text) {
        this.text = text;
    }

    /** Returns a name as it is written in a schema: in quotes if it could be taken for more than a name. */
    public static String name(String name) {
        boolean isPlain = !name.isEmpty() && name.chars().noneMatch(c -> SPECIAL.indexOf(c) >= 0);
        return isPlain
                ? name
                : QUOTE + name.replace("\\", "\\\\").replace("'", "\\'").replace("\n", "\\n") + QUOTE;
    }

    static Schema parse(String text) {
        try {
            SchemaText reading = new SchemaText(text);
            Schema schema = reading.schema();
            return reading.position == text.length() ? schema : new Schema.Word(text);
        } catch (NoSchema e) {
            return new Schema.Word(text);
        }
    }

    /** The text is not a schema; caught where reading began. */
    private static final class NoSchema extends RuntimeException {
        private static final long serialVersionUID = 1L;

        NoSchema() {
            super(null, null, false, false);
        }
    }

    private Schema schema() {
        Schema schema = unit();
        while (text.startsWith("[]", position)) {
            position += 2;
            schema = new Schema.Array(schema);
        }
        return schema;
    }

    private Schema unit() {
        String name = name();
        if (at('{')) {
            return named(name, () -> new Schema.Fields(name, true, list('{', '}', ',', this::field)));
        }
        if (at('(')) {
            return named(name, () -> new Schema.Choice(name, list('(', ')', '|', this::schema)));
        }
        if (at('<')) {
            return new Schema.Container(name, list('<', '>', ',', this::schema));
        }
        if (at('[') && !text.startsWith("[]", position)) {
            return new Schema.Fields(name, false, list('[', ']', ',', this::field));
        }
        return wordOrReference(name);
    }

    private Schema wordOrReference(String name) {
        for (Open open : around) {
            if (open.name.equals(name)) {
                Schema.Reference reference = new Schema.Reference(name);
                open.references.add(reference);
                return reference;
            }
        }
        return new Schema.Word(name);
    }

    private Schema named(String name, Supplier<Schema> rest) {
        Open open = new Open(name, new ArrayList<>());
        around.push(open);
        Schema schema = rest.get();
        around.pop();
        open.references.forEach(reference -> reference.bind(schema));
        return schema;
    }

    private Schema.Field field() {
        String name = name();
        expect(':');
        return new Schema.Field(name, schema());
    }

    /** What stands between two brackets; there may be nothing. */
    private <T> List<T> list(char begin, char end, char between, Supplier<T> element) {
        List<T> elements = new ArrayList<>();
        expect(begin);
        if (nesting++ > MAX_NESTING) {
            throw new NoSchema();
        }
        while (!at(end)) {
            if (!elements.isEmpty()) {
                expect(between);
            }
            elements.add(element.get());
        }
        nesting--;
        expect(end);
        return elements;
    }

    private String name() {
        int start = position;
        if (at(QUOTE)) {
            skipQuoted();
        } else {
            while (position < text.length() && SPECIAL.indexOf(text.charAt(position)) < 0) {
                position++;
            }
        }
        if (position == start) {
            throw new NoSchema();
        }
        return text.substring(start, position);
    }

    private void skipQuoted() {
        position++;
        while (!at(QUOTE)) {
            position += at('\\') ? 2 : 1;
            if (position >= text.length()) {
                throw new NoSchema();
            }
        }
        position++;
    }

    private boolean at(char wanted) {
        return position < text.length() && text.charAt(position) == wanted;
    }

    private void expect(char wanted) {
        if (!at(wanted)) {
            throw new NoSchema();
        }
        position++;
    }
}
