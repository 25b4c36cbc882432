// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.engine.time;

import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Timers by key, namespace and time: a set by open addressing with linear probing and backward-shift deletion (Knuth, TAOCP 6.4,
 * algorithm R). O(1) on average. Not thread-safe.
 */
final class TimerSet<K extends @Nullable Object> {
    private static final int FIRST_CAPACITY = 8;

    private @Nullable KeyTimer<K>[] slots = slots(FIRST_CAPACITY);
    private int size;

    @SuppressWarnings({"unchecked", "rawtypes"}) // a generic array cannot be made otherwise
    private static <K extends @Nullable Object> @Nullable KeyTimer<K>[] slots(int capacity) {
        return new KeyTimer[capacity];
    }

    int size() {
        return size;
    }

    /** Returns the timer; null if it is not here. */
    @Nullable
    KeyTimer<K> find(K key, int hash, long namespace, long time) {
        return slots[slotOf(key, hash, namespace, time)];
    }

    /** The slot of the timer, or the free one where it would go. */
    private int slotOf(K key, int hash, long namespace, long time) {
        @Nullable KeyTimer<K>[] all = slots;
        int mask = all.length - 1;
        int slot = KeyTimer.mix(hash, namespace, time) & mask;
        for (KeyTimer<K> timer; (timer = all[slot]) != null; slot = (slot + 1) & mask) {
            if (timer.is(key, hash, namespace, time)) {
                return slot;
            }
        }
        return slot;
    }

    /** Makes a timer and adds it; returns null if one like it is here. */
    @Nullable
    KeyTimer<K> add(K key, int hash, long namespace, long time, long order) {
        if (3 * (size + 1) > 2 * slots.length) {
            grow();
        }
        int slot = slotOf(key, hash, namespace, time);
        if (slots[slot] != null) {
            return null;
        }
        KeyTimer<K> timer = new KeyTimer<>(key, hash, namespace, time, order);
        slots[slot] = timer;
        size++;
        return timer;
    }

    private void grow() {
        @Nullable KeyTimer<K>[] old = slots;
        slots = slots(2 * old.length);
        for (KeyTimer<K> timer : old) {
            if (timer != null) {
                place(timer);
            }
        }
    }

    private void place(KeyTimer<K> timer) {
        int mask = slots.length - 1;
        int slot = home(timer, mask);
        while (slots[slot] != null) {
            slot = (slot + 1) & mask;
        }
        slots[slot] = timer;
    }

    private static int home(KeyTimer<?> timer, int mask) {
        return KeyTimer.mix(timer.hash, timer.namespace, timer.time) & mask;
    }

    /** Removes a timer, and returns it; null if it is not here. */
    @Nullable
    KeyTimer<K> remove(K key, int hash, long namespace, long time) {
        int slot = slotOf(key, hash, namespace, time);
        KeyTimer<K> timer = slots[slot];
        if (timer != null) {
            size--;
            close(slot);
        }
        return timer;
    }

    private void close(int from) {
        int mask = slots.length - 1;
        int hole = from;
        int next = (hole + 1) & mask;
        for (KeyTimer<K> timer; (timer = slots[next]) != null; next = (next + 1) & mask) {
            if (((next - home(timer, mask)) & mask) >= ((next - hole) & mask)) {
                slots[hole] = timer;
                hole = next;
            }
        }
        slots[hole] = null;
    }

    /** Removes those for which a test says so. */
    void removeIf(Predicate<KeyTimer<K>> test) {
        @Nullable KeyTimer<K>[] old = slots;
        slots = slots(old.length);
        size = 0;
        for (KeyTimer<K> timer : old) {
            if (timer != null && !test.test(timer)) {
                place(timer);
                size++;
            }
        }
    }

    /** Hands every timer to {@code visitor}, in no order. They must not change meanwhile. */
    void forEach(Consumer<KeyTimer<K>> visitor) {
        for (KeyTimer<K> timer : slots) {
            if (timer != null) {
                visitor.accept(timer);
            }
        }
    }
}
