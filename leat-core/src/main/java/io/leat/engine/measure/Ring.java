// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.engine.measure;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.function.LongFunction;
import java.util.function.ToLongFunction;

/** The latest of what was taken note of, numbered from 0, and up to which event time there is something that was forgotten. Thread-safe. */
final class Ring<T> {
    private final int capacity;
    private final ToLongFunction<T> numberOf;
    private final ToLongFunction<T> timeOf;
    private final Deque<T> latest = new ArrayDeque<>();
    private long next;
    private long forgottenUpTo = Long.MIN_VALUE;

    /** {@code numberOf} tells the number that an entry was made with, {@code timeOf} its event time. */
    Ring(int capacity, ToLongFunction<T> numberOf, ToLongFunction<T> timeOf) {
        this.capacity = capacity;
        this.numberOf = numberOf;
        this.timeOf = timeOf;
    }

    /** Adds what is made with the next number, in the place of the oldest if there are too many. */
    synchronized void add(LongFunction<T> make) {
        if (latest.size() == capacity) {
            forgottenUpTo = Math.max(forgottenUpTo, timeOf.applyAsLong(latest.removeFirst()));
        }
        latest.addLast(make.apply(next++));
    }

    /** Returns the latest with a number above {@code after}, oldest first. */
    synchronized List<T> latest(long after, int atMost) {
        List<T> found = new ArrayList<>();
        Iterator<T> backwards = latest.descendingIterator();
        while (found.size() < atMost && backwards.hasNext()) {
            T entry = backwards.next();
            if (numberOf.applyAsLong(entry) <= after) {
                break;
            }
            found.add(entry);
        }
        Collections.reverse(found);
        return found;
    }

    /** Returns the largest event time of what is no longer here; {@code Long.MIN_VALUE} if that is nothing. */
    synchronized long forgottenUpTo() {
        return forgottenUpTo;
    }

    synchronized void clear() {
        latest.forEach(entry -> forgottenUpTo = Math.max(forgottenUpTo, timeOf.applyAsLong(entry)));
        latest.clear();
    }
}
