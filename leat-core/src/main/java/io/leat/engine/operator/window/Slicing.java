// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.engine.operator.window;

import io.leat.window.Windows;

/**
 * How overlapping windows cut time into slices: a slice begins wherever a window begins or ends, so all instants of a slice
 * are in the same windows, and there are at most two slices a slide (pairs: Krishnamurthy, Wu, Franklin, "On-the-fly
 * sharing for streamed aggregation", SIGMOD 2006). Slices are told by their first instant, windows by their end; these
 * ends are a fixed step apart.
 */
interface Slicing {
    /** Returns how far the end of a window is from that of the next. */
    long step();

    /** Returns where the slice of an event begins. */
    long begin(long ts);

    /** Returns where the slice after one begins. */
    long next(long begin);

    /** Returns the end of the first window that holds a slice. */
    long firstEnd(long begin);

    /** Returns the end of the last window that holds a slice. */
    long lastEnd(long begin);

    /** Returns the start of the window that ends at {@code end}. */
    long start(long end);

    /** Windows of one size that begin every slide; the rest is what the size is longer than a multiple of the slide. */
    record Sliding(long size, long slide, long offset, long rest) implements Slicing {
        static Sliding of(Windows.Sliding shape) {
            return new Sliding(shape.sizeMs(), shape.slideMs(), shape.offsetMs(), shape.sizeMs() % shape.slideMs());
        }

        @Override
        public long step() {
            return slide;
        }

        @Override
        public long begin(long ts) {
            long place = Math.floorMod(ts - offset, slide);
            return place < rest ? ts - place : ts - place + rest;
        }

        @Override
        public long next(long begin) {
            long place = Math.floorMod(begin - offset, slide);
            return place < rest ? begin - place + rest : begin - place + slide;
        }

        @Override
        public long firstEnd(long begin) {
            return begin + slide - Math.floorMod(begin - offset - rest, slide);
        }

        @Override
        public long lastEnd(long begin) {
            return begin - Math.floorMod(begin - offset, slide) + size;
        }

        @Override
        public long start(long end) {
            return end - size;
        }
    }

    /** Windows that begin together, every {@code max}, and end a step apart. */
    record Cumulative(long step, long max) implements Slicing {
        @Override
        public long begin(long ts) {
            return ts - Math.floorMod(ts, step);
        }

        @Override
        public long next(long begin) {
            return begin + step;
        }

        @Override
        public long firstEnd(long begin) {
            return begin + step;
        }

        @Override
        public long lastEnd(long begin) {
            return begin - Math.floorMod(begin, max) + max;
        }

        @Override
        public long start(long end) {
            return end - 1 - Math.floorMod(end - 1, max);
        }
    }
}
