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

/** The latest of what was taken note of, numbered from 0. Thread-safe. */
final class Ring<T> {
    private final int capacity;
    private final ToLongFunction<T> numberOf;
    private final Deque<T> latest = new ArrayDeque<>();
    private long next;

    /** {@code numberOf} tells the number that an entry was made with. */
    Ring(int capacity, ToLongFunction<T> numberOf) {
        this.capacity = capacity;
        this.numberOf = numberOf;
    }

    /** Adds what is made with the next number, in the place of the oldest if there are too many. */
    synchronized void add(LongFunction<T> make) {
        if (latest.size() == capacity) {
            latest.removeFirst();
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

    synchronized void clear() {
        latest.clear();
    }
}
