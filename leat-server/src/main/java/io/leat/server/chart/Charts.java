// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.server.chart;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;

/** All charts of the process. Thread-safe. */
public final class Charts {
    /** So many are kept: those that nobody writes to go first, then those that were opened first. */
    static final int MOST = 50;

    private static final Charts OF_PROCESS = new Charts();

    /** By title, in the order in which they were opened. */
    private final LinkedHashMap<String, Points> charts = new LinkedHashMap<>();

    private final LongAdder changes = new LongAdder();

    private volatile Drawing latest = new Drawing(-1, "");

    /** All charts as of a version, or a little later. */
    private record Drawing(long version, String json) {}

    Charts() {}

    /** Returns the charts of this process. */
    public static Charts ofProcess() {
        return OF_PROCESS;
    }

    /** Returns the points of a chart, for one more to write to. */
    synchronized Points open(String title, Chart.Form form) {
        Points points = charts.remove(title);
        if (points == null) {
            points = new Points(title, changes);
            makeRoom();
        }
        charts.put(title, points);
        changes.increment();
        points.open(form);
        return points;
    }

    private void makeRoom() {
        if (charts.size() == MOST) {
            String oldest = charts.keySet().iterator().next();
            charts.remove(charts.values().stream()
                    .filter(points -> !points.isOpen())
                    .map(Points::title)
                    .findFirst()
                    .orElse(oldest));
        }
    }

    /** Returns a number that grows whenever a chart changes. */
    public long version() {
        return changes.sum();
    }

    /** Returns all charts as JSON: what {@code GET /api/charts} answers. */
    public String json() {
        long now = version();
        Drawing last = latest;
        if (last.version != now) {
            last = new Drawing(
                    now, ChartsJson.of(all().stream().map(Points::draw).toList()));
            latest = last;
        }
        return last.json;
    }

    private synchronized List<Points> all() {
        return List.copyOf(charts.values());
    }
}
