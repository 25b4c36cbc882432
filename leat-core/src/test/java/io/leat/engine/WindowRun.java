// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.engine;

import static io.leat.aggregate.Aggregates.collect;

import io.leat.WindowResults;
import io.leat.WindowedStream;
import io.leat.connector.memory.Collector;
import io.leat.metric.StepMetrics;
import io.leat.time.Watermarks;
import io.leat.window.Change;
import io.leat.window.WindowResult;
import io.leat.window.Windows;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;

/** Windows per key over one partition, to be set up and run in a line, and what came out in short texts. */
public final class WindowRun {
    private static final int PLENTY = 1_000;

    private final Windows windows;
    private final Collector<WindowResult<String, List<Item>>> panes = new Collector<>();
    private final Collector<Change<List<Item>>> changes = new Collector<>();
    private final Collector<Item> late = new Collector<>();
    private long bound;
    private long lateness;
    private long early;
    private boolean finalOnly;
    private InlineRun run;

    private WindowRun(Windows windows) {
        this.windows = windows;
    }

    public static WindowRun of(Windows windows) {
        return new WindowRun(windows);
    }

    /** Returns tumbling windows of a size in milliseconds. */
    public static WindowRun tumbling(long size) {
        return new WindowRun(Windows.tumbling(Duration.ofMillis(size)));
    }

    /** Returns sliding windows in milliseconds. */
    public static WindowRun sliding(long size, long slide) {
        return new WindowRun(Windows.sliding(Duration.ofMillis(size), Duration.ofMillis(slide)));
    }

    /** Returns sessions with a gap in milliseconds. */
    public static WindowRun session(long gap) {
        return new WindowRun(Windows.session(Duration.ofMillis(gap)));
    }

    public WindowRun bound(long ms) {
        bound = ms;
        return this;
    }

    public WindowRun lateness(long ms) {
        lateness = ms;
        return this;
    }

    public WindowRun early(long ms) {
        early = ms;
        return this;
    }

    public WindowRun finalOnly() {
        finalOnly = true;
        return this;
    }

    public WindowRun over(Item... items) {
        run = InlineRun.of(p -> {
            WindowedStream<String, Item> windowed = p.from(
                            "events", InlineRun.source(items), Watermarks.outOfOrder(Duration.ofMillis(bound)))
                    .keyBy(Item::key)
                    .window(windows)
                    .allowedLateness(Duration.ofMillis(lateness));
            windowed = early == 0 ? windowed : windowed.early(Duration.ofMillis(early));
            WindowResults<String, Item, List<Item>> results =
                    (finalOnly ? windowed.finalOnly() : windowed).aggregate("windows", collect(PLENTY));
            results.asChangelog().to("changes", changes);
            results.panes().to("panes", panes);
            results.late().to("late", late);
        });
        return this;
    }

    /** Returns windows and the ids in them in the order of the results, such as {@code [0, 10) 1 2}. */
    public List<String> results() {
        return panes.values().stream().map(WindowRun::text).toList();
    }

    /** Returns the same with the pane and its index, such as {@code [0, 10) 1 2 ON_TIME 0}. */
    public List<String> panes() {
        return panes.values().stream()
                .map(w -> text(w) + " " + w.pane() + " " + w.index())
                .toList();
    }

    /** Returns the changes in order, such as {@code +1 2} and {@code -1 2}. */
    public List<String> changes() {
        return changes.values().stream()
                .map(c -> (c.kind() == Change.Kind.INSERT ? "+" : "-") + ids(c.value()))
                .toList();
    }

    /** Returns the ids of the events that were too late, in order. */
    public List<Long> late() {
        return late.values().stream().map(Item::id).toList();
    }

    public StepMetrics metrics() {
        return run.step("windows");
    }

    private static String text(WindowResult<String, List<Item>> result) {
        return "[" + result.start().toEpochMilli() + ", " + result.end().toEpochMilli() + ") " + ids(result.value());
    }

    private static String ids(List<Item> items) {
        return items.stream().map(i -> Long.toString(i.id())).collect(Collectors.joining(" "));
    }
}
