// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.server;

import static java.util.Objects.requireNonNull;

import io.leat.server.chart.Chart;

/** Sinks that draw: what they are given is on the page of every {@link LeatServer} of the process. */
public final class Dashboard {
    private Dashboard() {}

    /**
     * Returns a sink that draws a chart of any results: {@code stream.sink(Dashboard.chart("tokens by instance"))}.
     *
     * @param title of 1 to 200 characters. Words in it choose what is drawn: "tokens by instance" draws the field {@code tokens}, in a series
     *     for each value of {@code instance}, or of the first field whose name begins so; see {@link Chart}
     */
    public static Chart<Object> chart(String title) {
        return chart(title, Object.class);
    }

    /**
     * Returns a sink that draws a chart of results of a class, so that functions can choose what is drawn: {@code Dashboard.chart("tokens",
     * Load.class).series(Load::instance).value(Load::tokens)}.
     *
     * @param title of 1 to 200 characters
     */
    public static <T> Chart<T> chart(String title, Class<T> type) {
        return Chart.of(requireNonNull(title, "the title is null: give a text of 1 to 200 characters"));
    }
}
