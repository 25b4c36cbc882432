// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.cli.screen;

import io.leat.examples.instances.Load;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The table of the instances as text: a line each, as many columns as there is room for. */
public final class FigureTable {
    private static final List<Column> COLUMNS = Stream.of(
                    Stream.of(
                            new Column("", "instance", 10, Figures::instance),
                            new Column("", "requests", 9, f -> number(f.requests())),
                            new Column("", "tokens", 7, f -> number(f.tokens())),
                            new Column("", "errors", 5, f -> number(f.errors()))),
                    windowColumns("10 s window, ms", 7, Figures::tumbling),
                    windowColumns("30 s window, ms", 3, Figures::sliding),
                    Stream.of(
                            new Column("", "sessions", 8, f -> number(f.sessions())),
                            new Column("", "late", 8, f -> number(f.late())),
                            new Column("", "behind", 4, f -> seconds(f.behind()))))
            .flatMap(columns -> columns)
            .toList();

    private static final String GAP = "  ";

    private FigureTable() {}

    private static Stream<Column> windowColumns(
            String group, int importance, Function<Figures, @Nullable Load> window) {
        return Stream.of(
                new Column(group, "req/s", importance, f -> of(window.apply(f), FigureTable::rate)),
                new Column(group, "avg", importance, f -> of(window.apply(f), l -> number(Math.round(l.avgMs())))),
                new Column(group, "min", importance - 1, f -> of(window.apply(f), l -> number(l.minMs()))),
                new Column(group, "max", importance - 1, f -> of(window.apply(f), l -> number(l.maxMs()))));
    }

    /** Returns two lines of headings, a line for each instance, and one for all. */
    public static List<Line> of(List<Figures> rows, int width) {
        List<Figures> all = new ArrayList<>(rows);
        all.add(Figures.total(rows));
        List<Column> columns = thatFit(all, width);
        List<Line> lines = new ArrayList<>();
        lines.add(new Line(groups(columns, all), Line.Ink.HEADING));
        lines.add(new Line(line(columns, all, Column::heading), Line.Ink.HEADING));
        for (Figures row : rows) {
            lines.add(Line.of(line(columns, all, column -> column.text().apply(row))));
        }
        Figures total = all.get(rows.size());
        lines.add(new Line(line(columns, all, column -> column.text().apply(total)), Line.Ink.BOLD));
        return lines;
    }

    private static List<Column> thatFit(List<Figures> rows, int width) {
        List<Column> columns = new ArrayList<>(COLUMNS);
        while (columns.size() > 1 && line(columns, rows, Column::heading).length() > width) {
            columns.remove(columns.stream()
                    .min(Comparator.comparingInt(Column::importance))
                    .orElseThrow());
        }
        return columns;
    }

    private static int width(Column column, List<Figures> rows) {
        return rows.stream()
                .mapToInt(row -> column.text().apply(row).length())
                .reduce(column.heading().length(), Math::max);
    }

    private static String line(List<Column> columns, List<Figures> rows, Function<Column, String> text) {
        return columns.stream()
                .map(column -> padded(text.apply(column), column.isName() ? -width(column, rows) : width(column, rows)))
                .collect(Collectors.joining(GAP));
    }

    /** The heading of a group begins where its first column does. */
    private static String groups(List<Column> columns, List<Figures> rows) {
        StringBuilder line = new StringBuilder();
        int begin = 0;
        String last = "";
        for (Column column : columns) {
            if (!column.group().equals(last)) {
                line.append(" ".repeat(Math.max(0, begin - line.length()))).append(column.group());
            }
            last = column.group();
            begin += width(column, rows) + GAP.length();
        }
        return padded(line.toString(), GAP.length() - begin);
    }

    /** Pads on the left, or on the right if the width is negative. */
    private static String padded(String text, int width) {
        return String.format(Locale.ROOT, "%" + width + "s", text);
    }

    private static String of(@Nullable Load load, Function<Load, String> text) {
        return load == null ? "-" : text.apply(load);
    }

    private static String rate(Load load) {
        double seconds = Duration.between(load.start(), load.end()).toMillis() / 1_000.0;
        return String.format(Locale.ROOT, "%.1f", load.requests() / seconds);
    }

    private static String seconds(@Nullable Duration span) {
        return span == null ? "-" : String.format(Locale.ROOT, "%.1f s", span.toMillis() / 1_000.0);
    }

    static String number(long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }
}
