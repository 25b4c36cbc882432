// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.bench.work;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import org.jspecify.annotations.Nullable;

/**
 * What a good engineer writes instead of a pipeline for exactly one work: tumbling windows over strings, in one thread.
 *
 * <p>A window is a hash table of its own by open addressing, of objects that hold key and sums, so an event costs one
 * lookup. The window of the last event is at hand. A new table is as large as the last one became. Nothing here could be
 * used for any other work.
 */
final class HandWindows {
    private static final int FIRST_CAPACITY = 1024;

    private final long sizeMs;
    private final long disorderMs;
    private final Checksum results;
    private final Deque<Window> open = new ArrayDeque<>();
    private Window last;
    private long largest = Long.MIN_VALUE;
    private long nextEnd = Long.MAX_VALUE;
    private long closedUntil = Long.MIN_VALUE;
    private long late;

    HandWindows(long sizeMs, long disorderMs, Checksum results) {
        this.sizeMs = sizeMs;
        this.disorderMs = disorderMs;
        this.results = results;
        this.last = new Window(Long.MIN_VALUE, Long.MIN_VALUE, FIRST_CAPACITY); // no time is in it
    }

    void add(Call call, long ts) {
        Window window = last;
        if (ts < window.start || ts >= window.end) {
            if (ts < closedUntil) {
                late++;
                return;
            }
            window = windowAt(ts);
        }
        window.add(call);
        if (ts > largest) {
            largest = ts;
            if (ts - disorderMs >= nextEnd) {
                close(ts - disorderMs);
            }
        }
    }

    private Window windowAt(long ts) {
        for (Window window : open) {
            if (ts >= window.start && ts < window.end) {
                last = window;
                return window;
            }
        }
        long start = ts - Math.floorMod(ts, sizeMs);
        Window window = new Window(start, start + sizeMs, last.capacity());
        open.add(window);
        nextEnd = Math.min(nextEnd, window.end);
        last = window;
        return window;
    }

    private void close(long now) {
        nextEnd = Long.MAX_VALUE;
        closedUntil = now - Math.floorMod(now, sizeMs);
        for (Iterator<Window> each = open.iterator(); each.hasNext(); ) {
            Window window = each.next();
            if (window.end <= now) {
                window.emit(results);
                each.remove();
            } else {
                nextEnd = Math.min(nextEnd, window.end);
            }
        }
        if (last.end <= now) {
            last = open.isEmpty() ? new Window(Long.MIN_VALUE, Long.MIN_VALUE, last.capacity()) : open.getLast();
        }
    }

    /** Emits what is still open; returns how many events were late. */
    long closeAll() {
        close(Long.MAX_VALUE);
        return late;
    }

    private static final class Window {
        final long start;
        final long end;
        private @Nullable Sums[] table;
        private int size;

        Window(long start, long end, int capacity) {
            this.start = start;
            this.end = end;
            this.table = new @Nullable Sums[capacity];
        }

        int capacity() {
            return table.length;
        }

        void add(Call call) {
            String key = call.instance();
            int hash = key.hashCode() * 0x9E3779B9;
            int mask = table.length - 1;
            int slot = (hash >>> 7) & mask;
            for (Sums sums; (sums = table[slot]) != null; slot = (slot + 1) & mask) {
                if (sums.hash == hash && sums.instance.equals(key)) {
                    sums.add(call);
                    return;
                }
            }
            table[slot] = new Sums(hash, call);
            if (2 * ++size > table.length) {
                grow();
            }
        }

        private void grow() {
            Sums[] old = table;
            table = new @Nullable Sums[2 * old.length];
            int mask = table.length - 1;
            for (Sums sums : old) {
                if (sums != null) {
                    int slot = (sums.hash >>> 7) & mask;
                    while (table[slot] != null) {
                        slot = (slot + 1) & mask;
                    }
                    table[slot] = sums;
                }
            }
        }

        void emit(Checksum results) {
            for (Sums sums : table) {
                if (sums != null) {
                    results.add(new Load(sums.instance, sums.calls, sums.tokens, sums.fastestMs, sums.slowestMs));
                }
            }
        }
    }

    private static final class Sums {
        final int hash;
        final String instance;
        long calls = 1;
        long tokens;
        long fastestMs;
        long slowestMs;

        Sums(int hash, Call first) {
            this.hash = hash;
            this.instance = first.instance();
            this.tokens = first.tokens();
            this.fastestMs = first.latencyMs();
            this.slowestMs = first.latencyMs();
        }

        void add(Call call) {
            calls++;
            tokens += call.tokens();
            fastestMs = Math.min(fastestMs, call.latencyMs());
            slowestMs = Math.max(slowestMs, call.latencyMs());
        }
    }
}
