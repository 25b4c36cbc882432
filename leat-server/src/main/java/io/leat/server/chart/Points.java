// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.server.chart;

import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/** The latest points of a chart, all its writers' together. Thread-safe. */
final class Points {
    /** So many are kept. */
    static final int KEPT = 2_400;
    /** Of so many series; when there is another one, that which had no point for the longest time goes. */
    static final int MOST_SERIES = 20;

    private static final int LONGEST_TEXT = 200;
    /** Beyond these, no calendar has a date. */
    private static final long LAST_MS = 8_640_000_000_000_000L;

    private final String title;
    private final LongAdder changes;
    private final long[] timesMs = new long[KEPT];
    private final double[] values = new double[KEPT];
    private final int[] seriesIds = new int[KEPT];
    /** The ids of series that are shown by their names; the one whose last point is oldest first. */
    private final LinkedHashMap<String, Integer> series = new LinkedHashMap<>(MOST_SERIES, 0.75f, true);

    private Chart.Form form = Chart.Form.LINES;
    private int nextId;
    private long added;
    private long skipped;
    private @Nullable String lastSkipped;
    private int writers;

    /**
     * A chart at one moment.
     *
     * @param rows for each time a number for each series, NaN where there is none
     * @param points how many there were, those that are not kept any more included
     */
    record Drawn(
            String title,
            Chart.Form form,
            List<String> series,
            SortedMap<Long, double[]> rows,
            long points,
            long skipped,
            @Nullable String lastSkipped) {}

    /**
     * Makes a chart without points.
     *
     * @param changes is incremented when something changes that is drawn
     */
    Points(String title, LongAdder changes) {
        this.title = title;
        this.changes = changes;
    }

    String title() {
        return title;
    }

    synchronized void open(Chart.Form drawnAs) {
        form = drawnAs;
        writers++;
    }

    synchronized void close() {
        writers--;
    }

    synchronized boolean isOpen() {
        return writers > 0;
    }

    /**
     * Adds a point.
     *
     * @param time event time; if there is none it is now
     */
    synchronized void add(long time, String name, double value) {
        int at = (int) (added % KEPT);
        timesMs[at] = Math.abs(time) > LAST_MS || time == Long.MIN_VALUE
                ? Instant.now().toEpochMilli()
                : time;
        values[at] = value;
        seriesIds[at] = id(name.length() <= LONGEST_TEXT ? name : name.substring(0, LONGEST_TEXT));
        added++;
        changes.increment();
    }

    private int id(String name) {
        Integer known = series.get(name);
        if (known != null) {
            return known;
        }
        if (series.size() == MOST_SERIES) {
            series.remove(series.keySet().iterator().next());
        }
        series.put(name, nextId);
        return nextId++;
    }

    /** Counts a result that is no point. */
    synchronized void skip(String why) {
        skipped++;
        changes.increment();
        lastSkipped = why.length() <= LONGEST_TEXT ? why : why.substring(0, LONGEST_TEXT);
    }

    synchronized Drawn draw() {
        TreeMap<String, Integer> byName = new TreeMap<>(series);
        Map<Integer, Integer> columns = new HashMap<>();
        byName.values().forEach(id -> columns.put(id, columns.size()));
        TreeMap<Long, double[]> rows = new TreeMap<>();
        for (long number = Math.max(0, added - KEPT); number < added; number++) {
            int at = (int) (number % KEPT);
            Integer column = columns.get(seriesIds[at]);
            if (column != null) {
                rows.computeIfAbsent(timesMs[at], time -> empty(columns.size()))[column] = values[at];
            }
        }
        return new Drawn(title, form, List.copyOf(byName.keySet()), rows, added, skipped, lastSkipped);
    }

    private static double[] empty(int columns) {
        double[] row = new double[columns];
        Arrays.fill(row, Double.NaN);
        return row;
    }
}
