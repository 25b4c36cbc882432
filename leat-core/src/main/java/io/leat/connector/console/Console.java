// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.connector.console;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.leat.connector.Format;
import io.leat.connector.Sink;
import io.leat.connector.SinkWriter;
import java.io.PrintStream;
import java.util.function.Function;

/** Sinks that print results on standard output, each at least once. */
public final class Console {
    private Console() {}

    /** Returns a sink that prints each result as a line, as its {@code toString} says. */
    public static <T> Sink<T> lines() {
        return Sink.console();
    }

    /**
     * Returns a sink that prints each result as a line in a form, such as {@code Json.of(Load.class)}.
     *
     * @param format of text in UTF-8
     */
    public static <T> Sink<T> of(Format<T> format) {
        return new Printing<>(
                format.toString(), out -> (value, timestamp) -> out.println(new String(format.write(value), UTF_8)));
    }

    /**
     * Returns a sink that prints records as a table, with the names of the components above the columns. Numbers stand to the right. Where a
     * value is wider than what was there before, the columns grow and their names are printed again. Null is {@code -}; characters that
     * control a terminal are printed as {@code \u241b} and the like.
     *
     * @throws IllegalArgumentException if {@code type} is no record, or its module keeps it to itself
     */
    public static <T> Sink<T> table(Class<T> type) {
        TableColumns columns = TableColumns.of(type);
        return new Printing<>("table", out -> new TableWriter<>(columns, out));
    }

    /** Opens its writer on what standard output is then. */
    private static final class Printing<T> extends Sink<T> {
        private final String name;
        private final Function<PrintStream, SinkWriter<T>> writer;

        Printing(String name, Function<PrintStream, SinkWriter<T>> writer) {
            this.name = name;
            this.writer = writer;
        }

        @Override
        public SinkWriter<T> open() {
            return writer.apply(System.out);
        }

        @Override
        public String toString() {
            return "console, " + name;
        }
    }
}
