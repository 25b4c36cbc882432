// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.engine.time;

import java.util.PriorityQueue;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Timers of single keys: a heap by time, then namespace, then order of setting. O(log n) to set and to fire.
 *
 * <p>What is cancelled stays in the heap until its time comes, or until it is more than half of the heap and swept out; so
 * cancelling is O(1) on average.
 */
public final class KeyTimers<K extends @Nullable Object> implements EventTimers<K> {
    /** How many timers are fired between two questions for a pause. */
    private static final int SLICE = 256;

    private final PriorityQueue<KeyTimer<K>> queue = new PriorityQueue<>();
    private final TimerSet<K> set = new TimerSet<>();
    private @Nullable Changes<K> changes;
    private long sequence;

    @Override
    public void at(K key, int hash, long namespace, long time) {
        KeyTimer<K> timer = set.add(key, hash, namespace, time, sequence++);
        if (timer == null) {
            return;
        }
        queue.add(timer);
        if (changes != null) {
            changes.added(key, hash, namespace, time);
        }
    }

    @Override
    public void cancel(K key, int hash, long namespace, long time) {
        KeyTimer<K> timer = set.remove(key, hash, namespace, time);
        if (timer == null) {
            return;
        }
        gone(timer);
        if (queue.size() > 2 * set.size() + SLICE) {
            queue.removeIf(waiting -> !isSet(waiting));
        } else {
            dropCancelled();
        }
    }

    /** Whether a timer of the heap is to come: not if it was cancelled, though an equal one may have been set since. */
    @SuppressWarnings("ReferenceEquality") // it is about the very object
    private boolean isSet(KeyTimer<K> timer) {
        return set.find(timer.key, timer.hash, timer.namespace, timer.time) == timer;
    }

    /** So that the first of the heap is always one that is to come. */
    private void dropCancelled() {
        while (queue.size() > set.size() && !isSet(queue.element())) {
            queue.remove();
        }
    }

    @Override
    public boolean fire(long now, Handler<K> handler, BooleanSupplier pause) {
        int fired = 0;
        while (next() <= now && !queue.isEmpty()) {
            if (fired++ % SLICE == 0 && pause.getAsBoolean()) {
                return false;
            }
            KeyTimer<K> timer = queue.remove();
            set.remove(timer.key, timer.hash, timer.namespace, timer.time);
            gone(timer);
            dropCancelled();
            handler.due(timer.key, timer.hash, timer.namespace, timer.time);
        }
        return true;
    }

    @Override
    public long next() {
        KeyTimer<K> first = queue.peek();
        return first == null ? Long.MAX_VALUE : first.time;
    }

    @Override
    public void removeIf(Test<K> test) {
        set.removeIf(timer -> {
            boolean removed = test.test(timer.key, timer.hash, timer.namespace);
            if (removed) {
                gone(timer);
            }
            return removed;
        });
        queue.removeIf(timer -> !isSet(timer));
    }

    @Override
    public void visit(Visitor<K> visitor) {
        set.forEach(timer -> visitor.visit(timer.key, timer.hash, timer.namespace, timer.time));
    }

    /** Takes note of timers that are set, and of those that have gone, fired or not. */
    public interface Changes<K extends @Nullable Object> {
        void added(K key, int hash, long namespace, long time);

        void gone(K key, int hash, long namespace, long time);
    }

    /** Tells changes from now on. */
    public void tell(Changes<K> to) {
        changes = to;
    }

    private void gone(KeyTimer<K> timer) {
        if (changes != null) {
            changes.gone(timer.key, timer.hash, timer.namespace, timer.time);
        }
    }
}
