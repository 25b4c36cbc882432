// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.flink;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The one failure of a run, and what it hit. One reader throws when it has read half of its events, some checkpoints are
 * complete and it has read more since; the others wait for it in their middle. All attempts of a run share it.
 */
final class Mishap {
    private static final Map<String, Mishap> RUNS = new ConcurrentHashMap<>();
    private static final int CHECKPOINTS = 5;
    private static final int LOST = 20;

    private int checkpoints;
    private int kept;
    private boolean happened;
    private int lost;
    private int restored;

    private Mishap() {}

    static Mishap of(String run) {
        return RUNS.computeIfAbsent(run, name -> new Mishap());
    }

    /** Forgets a run. */
    static void forget(String run) {
        RUNS.remove(run);
    }

    /** Takes note that a checkpoint is complete which has {@code read} events of the reader that is to throw. */
    synchronized void completed(int read) {
        checkpoints++;
        kept = read;
    }

    /**
     * Returns whether a reader that has read half may go on.
     *
     * @param throwing whether it is the one that is to throw
     */
    synchronized boolean mayGoOn(boolean throwing, int read) {
        if (happened || !throwing || checkpoints < CHECKPOINTS) {
            return happened;
        }
        if (read - kept < LOST) {
            return true;
        }
        happened = true;
        lost = read - kept;
        throw new IllegalStateException("the mishap of this run");
    }

    /** Takes note that a reader begins with {@code read} events behind it. */
    synchronized void startedAt(int read) {
        restored += happened ? read : 0;
    }

    /** Returns whether it has happened. */
    synchronized boolean happened() {
        return happened;
    }

    /** Returns how many events the reader that threw had read and not in the last complete checkpoint. */
    synchronized int lost() {
        return lost;
    }

    /** Returns how many events were behind all readers after the restore. */
    synchronized int restored() {
        return restored;
    }
}
