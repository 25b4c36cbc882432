// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.engine.failure;

import io.leat.failure.DeadLetter;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/** The latest dead letters of a job. Thread-safe. */
public final class DeadLetters implements Letters {
    private static final int KEPT = 1_000;

    private final InstantSource clock;
    private final Deque<DeadLetter> latest = new ArrayDeque<>();

    public DeadLetters(InstantSource clock) {
        this.clock = clock;
    }

    @Override
    public Instant now() {
        return clock.instant();
    }

    /** Takes a letter; of more than a thousand the oldest goes. */
    @Override
    public synchronized void add(DeadLetter letter) {
        if (latest.size() == KEPT) {
            latest.removeFirst();
        }
        latest.addLast(letter);
    }

    /** Returns the latest, oldest first. A copy. */
    public synchronized List<DeadLetter> latest() {
        return List.copyOf(latest);
    }

    /** Returns the latest, oldest first, and forgets them. */
    public synchronized List<DeadLetter> take() {
        List<DeadLetter> taken = List.copyOf(latest);
        latest.clear();
        return taken;
    }
}
