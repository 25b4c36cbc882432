// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.testkit.reference;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Which events every window of a step holds in the end, and which events none takes.
 *
 * @param allowedLateness in milliseconds
 */
public record ReferenceWindows(Shape shape, long allowedLateness) {
    /** A window of a key with all that it holds, by id. It is never empty. */
    public record Window(@Nullable String key, Span span, List<Item> items) {}

    /**
     * What comes out.
     *
     * @param windows those that hold an event
     * @param late events that belong to a window, and none takes
     * @param partiallyLate how many events are late for some of their windows only
     * @param unwindowed how many events belong to no window
     */
    public record Outcome(List<Window> windows, List<Item> late, long partiallyLate, long unwindowed) {}

    /** Returns what comes out if {@code events} come in. */
    public Outcome of(List<Judged> events) {
        return shape instanceof Shape.Sessions sessions ? sessions(sessions, events) : aligned(events);
    }

    private Outcome aligned(List<Judged> events) {
        Map<Cell, List<Item>> cells = new LinkedHashMap<>();
        List<Item> late = new ArrayList<>();
        long partiallyLate = 0;
        long unwindowed = 0;
        for (Judged event : events) {
            List<Span> belongs = spans(event.item().time());
            List<Span> takes =
                    belongs.stream().filter(span -> !isLate(event, span)).toList();
            takes.forEach(span -> cells.computeIfAbsent(new Cell(event.item().key(), span), cell -> new ArrayList<>())
                    .add(event.item()));
            if (belongs.isEmpty()) {
                unwindowed++;
            } else if (takes.isEmpty()) {
                late.add(event.item());
            } else if (takes.size() < belongs.size()) {
                partiallyLate++;
            }
        }
        List<Window> windows = new ArrayList<>();
        cells.forEach((cell, items) -> windows.add(new Window(cell.key, cell.span, byId(items))));
        return new Outcome(windows, late, partiallyLate, unwindowed);
    }

    private record Cell(@Nullable String key, Span span) {}

    /** An event is late for a window if {@code end - 1 + allowedLateness <= w_e}. */
    private boolean isLate(Judged event, Span span) {
        return span.end() - 1 + allowedLateness <= event.watermark();
    }

    private List<Span> spans(long time) {
        return shape instanceof Shape.Grid grid ? spans(grid, time) : spans((Shape.Growing) shape, time);
    }

    private static List<Span> spans(Shape.Growing growing, long time) {
        List<Span> found = new ArrayList<>();
        long start = Math.floorDiv(time, growing.max()) * growing.max();
        for (long size = growing.step(); size <= growing.max(); size += growing.step()) {
            Span span = new Span(start, start + size);
            if (span.holds(time)) {
                found.add(span);
            }
        }
        return found;
    }

    /** Every window of the grid that holds an instant. */
    private static List<Span> spans(Shape.Grid grid, long time) {
        List<Span> found = new ArrayList<>();
        long first = Math.floorDiv(time - grid.offset() - grid.size(), grid.slide()) - 1;
        long last = Math.floorDiv(time - grid.offset(), grid.slide()) + 1;
        for (long k = first; k <= last; k++) {
            long start = k * grid.slide() + grid.offset();
            Span span = new Span(start, start + grid.size());
            if (span.holds(time)) {
                found.add(span);
            }
        }
        return found;
    }

    /** An event is late for sessions iff {@code time + allowedLateness <= w_e}. */
    private Outcome sessions(Shape.Sessions sessions, List<Judged> events) {
        List<Window> components = new ArrayList<>();
        List<Item> late = new ArrayList<>();
        for (Judged event : events) {
            Item item = event.item();
            if (item.time() + allowedLateness <= event.watermark()) {
                late.add(item);
            } else {
                Span span = new Span(item.time(), item.time() + sessions.gap());
                connect(components, new Window(item.key(), span, List.of(item)));
            }
        }
        return new Outcome(components, late, 0, 0);
    }

    /** Adds an event to components that do not overlap each other: it makes one of all that it overlaps. */
    private static void connect(List<Window> components, Window event) {
        List<Window> met = components.stream()
                .filter(c -> Objects.equals(c.key(), event.key()) && c.span().overlaps(event.span()))
                .toList();
        List<Item> items = new ArrayList<>(event.items());
        Span span = event.span();
        for (Window component : met) {
            items.addAll(component.items());
            span = span.with(component.span());
        }
        components.removeAll(met);
        components.add(new Window(event.key(), span, byId(items)));
    }

    private static List<Item> byId(List<Item> items) {
        return items.stream().sorted(Comparator.comparingLong(Item::id)).toList();
    }
}
