// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.testkit.trial;

import io.leat.testkit.reference.Feed;
import io.leat.testkit.reference.Item;
import io.leat.testkit.reference.Shape;
import io.leat.window.Windows;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/** Random ingredients of cases, biased towards what goes wrong: boundaries, equal times, times around zero, disorder. */
final class RandomCases {
    private static final int[] UNITS = {1, 5, 10, 60, 1_000};

    private final Random random;
    /** A part of the cases is so small that they can be restored everywhere, and read by a person. */
    private final boolean small;

    private long nextId = 1;

    RandomCases(Random random) {
        this.random = random;
        this.small = random.nextInt(4) == 0;
    }

    /** Windows from a few to some thousand milliseconds. */
    Shape shape() {
        return random.nextInt(3) == 0 ? new Shape.Sessions(length()) : aligned();
    }

    /** Windows whose bounds do not depend on the events. */
    Shape aligned() {
        if (random.nextInt(5) > 0) {
            return grid();
        }
        long step = length();
        return new Shape.Growing(step, step * (1 + random.nextInt(5)));
    }

    Shape.Grid grid() {
        long size = length();
        long offset = random.nextInt(3) == 0 ? random.nextInt(50) - 25 : 0;
        return switch (random.nextInt(5)) {
            case 3 -> new Shape.Grid(size * (1 + random.nextInt(60)) + random.nextInt((int) size), size, offset);
            case 0 -> new Shape.Grid(size, size, offset);
            case 1 -> new Shape.Grid(size * (1 + random.nextInt(4)), size, offset);
            case 2 -> new Shape.Grid(size, size + length(), offset);
            default -> new Shape.Grid(size + random.nextInt(20), size, offset);
        };
    }

    long length() {
        return (long) UNITS[random.nextInt(UNITS.length)] * (1 + random.nextInt(4));
    }

    /** The lateness allowed: often none. */
    long lateness() {
        return random.nextBoolean() ? 0 : length();
    }

    /** A feed whose events fall near multiples of {@code unit}. */
    Feed feed(long unit) {
        long bound = random.nextInt(3) == 0 ? 0 : random.nextInt((int) (2 * unit) + 1);
        int keys = random.nextBoolean() ? 1 + random.nextInt(2) : 1 + random.nextInt(30);
        List<List<Item>> partitions = new ArrayList<>();
        for (int n = 1 + random.nextInt(3); n > 0; n--) {
            partitions.add(partition(unit, bound, keys));
        }
        return new Feed(partitions, bound);
    }

    private List<Item> partition(long unit, long bound, int keys) {
        int size = random.nextInt(8) == 0 ? 0 : random.nextInt(small ? 4 : random.nextInt(4) == 0 ? 400 : 40);
        long span = unit * (1 + random.nextInt(12));
        long begin = random.nextInt(3) == 0 ? random.nextInt(1_000_000) : -span / 2;
        List<Long> times = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            times.add(time(begin, span, unit));
        }
        Collections.sort(times);
        disturb(times, bound);
        return times.stream()
                .map(t -> new Item(nextId++, Integer.toString(random.nextInt(keys)), t))
                .toList();
    }

    private long time(long begin, long span, long unit) {
        long time = begin + (long) (random.nextDouble() * span);
        if (random.nextInt(3) > 0) {
            return time;
        }
        return Math.floorDiv(time, unit) * unit + random.nextInt(3) - 1; // a boundary, or a millisecond beside it
    }

    /** Moves some events back or forward in the order, mostly within the bound. */
    private void disturb(List<Long> times, long bound) {
        int moves = random.nextInt(3) == 0 ? 0 : times.size();
        for (int i = 0; i < moves; i++) {
            int from = random.nextInt(times.size());
            int distance = random.nextInt(5) == 0 ? times.size() : (int) Math.min(3 + bound / 10, 5);
            int to = Math.min(times.size() - 1, Math.max(0, from + random.nextInt(2 * distance + 1) - distance));
            times.add(to, times.remove(from));
        }
    }

    /** Returns the engine's word for a shape. */
    static Windows windows(Shape shape) {
        if (shape instanceof Shape.Sessions sessions) {
            return Windows.session(Duration.ofMillis(sessions.gap()));
        }
        if (shape instanceof Shape.Growing growing) {
            return Windows.cumulative(Duration.ofMillis(growing.step()), Duration.ofMillis(growing.max()));
        }
        Shape.Grid grid = (Shape.Grid) shape;
        Duration size = Duration.ofMillis(grid.size());
        Duration offset = Duration.ofMillis(grid.offset());
        return grid.size() == grid.slide()
                ? Windows.tumbling(size, offset)
                : Windows.sliding(size, Duration.ofMillis(grid.slide()), offset);
    }

    /** Returns the step of a shape: what its boundaries are multiples of. */
    static long unit(Shape shape) {
        if (shape instanceof Shape.Growing growing) {
            return growing.step();
        }
        return shape instanceof Shape.Sessions sessions ? sessions.gap() : ((Shape.Grid) shape).slide();
    }
}
