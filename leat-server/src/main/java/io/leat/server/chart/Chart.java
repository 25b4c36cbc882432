// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.server.chart;

import io.leat.connector.Sink;
import io.leat.connector.SinkWriter;
import io.leat.function.Mapper;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A sink that draws each result as a point of a chart: at its event time, in a series, with a number. Immutable.
 *
 * <p>Which series and which number is chosen by {@link #series} and {@link #value}. Where nothing is chosen, it is a field of the event or
 * map, or a component of the record: of a chart "tokens by instance" the number is that which is called {@code tokens}, or begins so, and the series that of
 * {@code instance}; if there is none, it is the first number and the first text. What is found in the first result holds for those that follow.
 * A result that is a number is that number. That of a window with its key and pane is its value, in the series of its key. An
 * event without a text is in the series of its key.
 *
 * <p>A result whose number is missing, null or not finite is no point: it is counted, and the page says how many and why the last. The same holds if one of the
 * functions throws: a chart does not make a job fail. Of several points of a series at one time the last counts, so a corrected result replaces the one
 * before.
 *
 * <p>The latest 2,400 points are kept, of at most 20 series, for 50 charts in the process; the oldest go. Charts of the same title are one
 * chart.
 *
 * @param <T> the results
 */
public final class Chart<T> extends Sink<T> {
    private static final int LONGEST_TITLE = 200;

    private final String title;
    private final Form form;
    private final Supplier<? extends Choice<? super T>> series;
    private final Supplier<? extends Choice<? super T>> value;

    /** How it is drawn. */
    enum Form {
        LINES,
        BARS
    }

    /** What is taken of each result. For one thread. */
    @FunctionalInterface
    interface Choice<T> {
        @Nullable
        Object of(T result) throws Exception;
    }

    private Chart(
            String title,
            Form form,
            Supplier<? extends Choice<? super T>> series,
            Supplier<? extends Choice<? super T>> value) {
        this.title = title;
        this.form = form;
        this.series = series;
        this.value = value;
    }

    /** Returns a chart of lines; see {@code Dashboard.chart}. */
    public static <T> Chart<T> of(String title) {
        if (title.isBlank() || title.length() > LONGEST_TITLE) {
            throw new IllegalArgumentException(
                    "a chart needs a title of 1 to " + LONGEST_TITLE + " characters, not '" + title + "'");
        }
        return new Chart<>(title, Form.LINES, () -> Part.series(title), () -> Part.number(title));
    }

    /** Chooses the series of a result by a function. */
    public Chart<T> series(Mapper<? super T, ?> function) {
        return new Chart<>(title, form, () -> function::apply, value);
    }

    /** Chooses the field, or component, that names the series of a result. */
    public Chart<T> series(String field) {
        return new Chart<>(title, form, () -> Part.seriesIn(field), value);
    }

    /** Chooses the number of a result by a function. */
    public Chart<T> value(Mapper<? super T, ? extends Number> function) {
        return new Chart<>(title, form, series, () -> function::apply);
    }

    /** Chooses the field, or component, that is the number of a result. */
    public Chart<T> value(String field) {
        return new Chart<>(title, form, series, () -> Part.numberIn(field));
    }

    /** Draws lines, as is done unless something is chosen. */
    public Chart<T> lines() {
        return new Chart<>(title, Form.LINES, series, value);
    }

    /** Draws bars. */
    public Chart<T> bars() {
        return new Chart<>(title, Form.BARS, series, value);
    }

    @Override
    public SinkWriter<T> open() {
        return new ChartWriter<>(Charts.ofProcess().open(title, form), series.get(), value.get());
    }

    @Override
    public String toString() {
        return "chart '" + title + "'";
    }
}
