// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.server.watch;

import io.leat.Job;
import io.leat.failure.DeadLetter;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The latest dead letters of a job, numbered in the order in which they were seen. Thread-safe. */
public final class Letters {
    private static final int KEPT = 1_000;

    private final Job job;
    private final TreeMap<Long, DeadLetter> byNumber = new TreeMap<>();
    private final Set<Long> tried = new HashSet<>();
    private @Nullable DeadLetter last;
    private long next;

    Letters(Job job) {
        this.job = job;
    }

    /** Returns them by number, oldest first. */
    public synchronized Map<Long, DeadLetter> latest() {
        look();
        return new TreeMap<>(byNumber);
    }

    /** Returns how many were seen. */
    public synchronized long count() {
        return next;
    }

    /** Returns one; null if it is not among the latest. */
    public synchronized @Nullable DeadLetter letter(long number) {
        look();
        return byNumber.get(number);
    }

    /** Returns whether one was given to its step once more. */
    public synchronized boolean wasTried(long number) {
        return tried.contains(number);
    }

    /**
     * Gives one to its step once more; see {@link Job#tryAgain}.
     *
     * @param value in place of its record
     * @throws IllegalStateException if that was done before: it would count twice
     */
    public synchronized void tryAgain(long number, DeadLetter letter, Object value) {
        if (tried.contains(number)) {
            throw new IllegalStateException("letter " + number
                    + " was given to its step before: if it has failed once more, that is a letter of its own");
        }
        job.tryAgain(letter, value);
        tried.add(number);
    }

    /** Gives numbers to those that are new. */
    synchronized void look() {
        for (DeadLetter letter : news(job.deadLetters())) {
            byNumber.put(next++, letter);
            last = letter;
        }
        while (byNumber.size() > KEPT) {
            tried.remove(byNumber.pollFirstEntry().getKey());
        }
    }

    /** Returns those behind the last one that was seen; all, if that is not there any more. */
    @SuppressWarnings("ReferenceEquality") // two that are equal are two
    private List<DeadLetter> news(List<DeadLetter> all) {
        for (int i = all.size() - 1; i >= 0; i--) {
            if (all.get(i) == last) {
                return new ArrayList<>(all.subList(i + 1, all.size()));
            }
        }
        return all;
    }
}
