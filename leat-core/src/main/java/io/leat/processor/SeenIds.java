// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.processor;

import io.leat.time.Millis;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;

/** The ids that came within some time, at most {@value #MOST}; of more, the oldest are forgotten. Thread-safe. */
final class SeenIds {
    private static final int MOST = 1_000_000;

    private final Map<String, Long> arrivals = new LinkedHashMap<>();
    private long keptMs;

    /** Remembers ids for this long from now on; -1 for not at all. */
    synchronized void keepFor(long ms) {
        keptMs = ms;
    }

    SeenIds() {
        this.keptMs = -1;
    }

    /** Takes note of an id, and returns whether it came before, so recently that this is a repeat. */
    synchronized boolean isRepeat(String id, long nowMs) {
        if (keptMs < 0) {
            return false;
        }
        expire(nowMs);
        return arrivals.putIfAbsent(id, nowMs) != null;
    }

    private void expire(long nowMs) {
        Iterator<Long> oldest = arrivals.values().iterator();
        while (oldest.hasNext() && (Millis.plus(oldest.next(), keptMs) < nowMs || arrivals.size() >= MOST)) {
            oldest.remove();
        }
    }

    /** Forgets an id: what failed may come again. */
    synchronized void forget(String id) {
        arrivals.remove(id);
    }

    synchronized void clear() {
        arrivals.clear();
    }
}
