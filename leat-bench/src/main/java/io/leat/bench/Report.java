// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.bench;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Writes rows down: as a table for people, and as JSON. */
final class Report {
    static final String HEADER = "%-18s %8s %8s  %-18s %6s %12s %22s%n"
            .formatted("work", "leat M/s", "hand M/s", "ratio (min–max)", "wall", "bytes/event", "bytes/result (hand)");

    private Report() {}

    /** Returns what the figures were measured on. */
    static String machine() {
        Runtime runtime = Runtime.getRuntime();
        return "JDK %s, %d cores, heap up to %d MB%n"
                .formatted(
                        System.getProperty("java.version"),
                        runtime.availableProcessors(),
                        runtime.maxMemory() / (1024 * 1024));
    }

    static String line(Row row) {
        String ratio = format(
                "%.2f (%.2f–%.2f)",
                row.ratio().median(), row.ratio().lowest(), row.ratio().highest());
        String results = row.windowed()
                ? format(
                        "%.0f (%.0f)",
                        row.leatCost().bytesPerResult(), row.handCost().bytesPerResult())
                : "–";
        return format(
                "%-18s %8.1f %8.1f  %-18s %6.2f %12.2f %22s%n",
                row.work(),
                row.leat(),
                row.hand(),
                ratio,
                row.wallRatio(),
                row.leatCost().bytesPerEvent(),
                results);
    }

    static String footer() {
        return """
                M/s      million events per second of processor time of the one thread that works, the median
                ratio    of pairs of runs in turns: the median, the lowest and the highest
                wall     the same by the clock, with what collecting garbage and other programs add
                bytes    allocated by Leat; per event that makes no new result, and once per key and window
                sliding  a minute every second, beside Leat's own windows of a minute instead of a loop by hand;
                         its bytes per result are those of sixty results
                """;
    }

    /** Returns the rows as an array of objects; {@code leat} and {@code hand} are million events per second. */
    static String json(List<Row> rows) {
        return rows.stream().map(Report::json).collect(Collectors.joining(",\n", "[\n", "\n]\n"));
    }

    private static String json(Row row) {
        return format(
                "  {\"work\": \"%s\", \"leat\": %.2f, \"hand\": %.2f, \"ratio\": %.3f, \"bytesPerEvent\": %.3f, "
                        + "\"ratioLowest\": %.3f, \"ratioHighest\": %.3f, \"wallRatio\": %.3f, "
                        + "\"bytesPerResult\": %.1f, \"handBytesPerResult\": %.1f}",
                row.work(),
                row.leat(),
                row.hand(),
                row.ratio().median(),
                row.leatCost().bytesPerEvent(),
                row.ratio().lowest(),
                row.ratio().highest(),
                row.wallRatio(),
                row.leatCost().bytesPerResult(),
                row.handCost().bytesPerResult());
    }

    private static String format(String format, Object... arguments) {
        return String.format(Locale.ROOT, format, arguments);
    }
}
