// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.testkit.written;

import static io.leat.aggregate.Aggregates.count;
import static io.leat.aggregate.Aggregates.row;
import static io.leat.aggregate.Aggregates.windowEnd;
import static io.leat.aggregate.Aggregates.windowStart;

import io.leat.EventStream;
import io.leat.testkit.host.Probe;
import io.leat.window.Windows;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * Windows over all results of a form, which count them: {@code then [0, 100) of 2}. A result that comes too late for them, which
 * none should, is {@code then late}.
 */
record Behind(Windows shape) {
    /** A window over results. */
    public record Total(Instant start, Instant end, long count) {}

    void define(EventStream<?> results, Probe probe) {
        results.window(shape)
                .aggregate("behind", row(Total.class, Total::new, windowStart(), windowEnd(), count()))
                .late(late -> late.to("behind late", probe.sink("behind late")))
                .to("behind results", probe.sink("behind"));
    }

    List<String> results(Probe probe) {
        List<String> lines = new ArrayList<>();
        probe.results("behind").forEach(out -> lines.add(line((Total) out.value())));
        probe.results("behind late").forEach(out -> lines.add("then late"));
        return lines;
    }

    private static String line(Total total) {
        return "then " + bounds(total.start(), total.end()) + " of " + total.count();
    }

    static String bounds(Instant start, Instant end) {
        return "[" + start.toEpochMilli() + ", " + end.toEpochMilli() + ")";
    }
}
