// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.server.chart;

import static java.util.stream.Collectors.joining;

import io.leat.server.chart.Points.Drawn;
import io.leat.server.text.JsonText;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/** Charts as JSON: for each the times, and for each of its series a number for each time, or null. */
final class ChartsJson {
    private ChartsJson() {}

    static String of(List<Drawn> charts) {
        return charts.stream().map(ChartsJson::of).collect(joining(",", "{\"charts\":[", "]}"));
    }

    private static String of(Drawn chart) {
        return "{\"title\":" + JsonText.quote(chart.title())
                + ",\"form\":" + JsonText.quote(chart.form().name().toLowerCase(Locale.ROOT))
                + ",\"series\":" + chart.series().stream().map(JsonText::quote).collect(joining(",", "[", "]"))
                + ",\"atMs\":"
                + chart.rows().keySet().stream().map(String::valueOf).collect(joining(",", "[", "]"))
                + ",\"values\":" + values(chart)
                + ",\"points\":" + chart.points()
                + ",\"skipped\":" + chart.skipped()
                + ",\"lastSkipped\":" + (chart.lastSkipped() == null ? "null" : JsonText.quote(chart.lastSkipped()))
                + "}";
    }

    private static String values(Drawn chart) {
        return IntStream.range(0, chart.series().size())
                .mapToObj(column -> chart.rows().values().stream()
                        .map(row -> number(row[column]))
                        .collect(joining(",", "[", "]")))
                .collect(joining(",", "[", "]"));
    }

    private static String number(double value) {
        if (Double.isNaN(value)) {
            return "null";
        }
        return value == Math.rint(value) && Math.abs(value) < 1e15
                ? Long.toString((long) value)
                : Double.toString(value);
    }
}
