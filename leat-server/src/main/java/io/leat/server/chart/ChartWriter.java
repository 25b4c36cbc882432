// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.server.chart;

import io.leat.connector.SinkWriter;
import org.jspecify.annotations.Nullable;

/** Makes points of results. */
final class ChartWriter<T> implements SinkWriter<T> {
    private final Points points;
    private final Chart.Choice<? super T> series;
    private final Chart.Choice<? super T> value;

    ChartWriter(Points points, Chart.Choice<? super T> series, Chart.Choice<? super T> value) {
        this.points = points;
        this.series = series;
        this.value = value;
    }

    @Override
    public void write(T result, long timestamp) {
        try {
            add(timestamp, series.of(result), value.of(result));
        } catch (Exception e) {
            points.skip(e.toString());
        }
    }

    private void add(long timestamp, @Nullable Object in, @Nullable Object found) {
        if (!(found instanceof Number number)) {
            points.skip(found == null ? "there is no number" : "'" + found + "' is no number");
        } else if (!Double.isFinite(number.doubleValue())) {
            points.skip(number + " is not finite");
        } else {
            points.add(timestamp, in == null ? points.title() : in.toString(), number.doubleValue());
        }
    }

    @Override
    public void close() {
        points.close();
    }
}
