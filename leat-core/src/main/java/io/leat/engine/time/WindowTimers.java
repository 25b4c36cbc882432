// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.engine.time;

import java.util.Collection;
import java.util.List;
import java.util.TreeSet;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Timers that all keys of a namespace share, as the windows of a grid do: one timer for each window, however many keys. When
 * it is due, every key of the namespace is called, key group by key group.
 */
public final class WindowTimers<K extends @Nullable Object> implements EventTimers<K> {
    /** Finds the keys of a namespace: the operator's table. */
    public interface Sweep<K extends @Nullable Object> {
        /** Calls {@code visitor} for each key of the namespace in a key group; it may remove the key, and no other. */
        void sweepKeys(long namespace, int group, KeyVisitor<K> visitor);
    }

    /** Takes keys. */
    @FunctionalInterface
    public interface KeyVisitor<K extends @Nullable Object> {
        void visit(K key, int hash);
    }

    /** A timer of all keys of a namespace. */
    public record Due(long time, long namespace) implements Comparable<Due> {
        @Override
        public int compareTo(Due other) {
            int byTime = Long.compare(time, other.time);
            return byTime != 0 ? byTime : Long.compare(namespace, other.namespace);
        }
    }

    private final Sweep<K> table;
    private final int firstGroup;
    private final int lastGroup;
    private final TreeSet<Due> dues = new TreeSet<>();
    private Due lastSet = new Due(Long.MIN_VALUE, 0);

    /** The timer that is being fired, and the next key group of its keys: where a pause goes on. */
    private @Nullable Due firing;

    private int nextGroup;

    public WindowTimers(Sweep<K> table, int firstGroup, int lastGroup) {
        this.table = table;
        this.firstGroup = firstGroup;
        this.lastGroup = lastGroup;
    }

    @Override
    public void at(K key, int hash, long namespace, long time) {
        Due last = lastSet;
        if (last.namespace != namespace || last.time != time) {
            set(new Due(time, namespace));
        }
    }

    private void set(Due due) {
        lastSet = due;
        dues.add(due);
    }

    /** The timer is not the key's alone. */
    @Override
    public void cancel(K key, int hash, long namespace, long time) {}

    @Override
    public boolean fire(long now, Handler<K> handler, BooleanSupplier pause) {
        while (firing != null || (!dues.isEmpty() && next() <= now)) {
            if (firing == null) {
                begin();
            }
            if (!sweep(firing, handler, pause)) {
                return false;
            }
            firing = null;
        }
        return true;
    }

    private void begin() {
        firing = dues.pollFirst();
        nextGroup = firstGroup;
        lastSet = new Due(Long.MIN_VALUE, 0); // it may be what fires now, and be set again
    }

    private boolean sweep(@Nullable Due due, Handler<K> handler, BooleanSupplier pause) {
        for (; due != null && nextGroup <= lastGroup; nextGroup++) {
            if (pause.getAsBoolean()) {
                return false;
            }
            table.sweepKeys(due.namespace, nextGroup, (key, hash) -> handler.due(key, hash, due.namespace, due.time));
        }
        return true;
    }

    @Override
    public long next() {
        return dues.isEmpty() ? Long.MAX_VALUE : dues.first().time;
    }

    @Override
    public void removeIf(Test<K> test) {
        dues.removeIf(due -> test.test(null, 0, due.namespace));
        lastSet = new Due(Long.MIN_VALUE, 0); // it may be gone, and be set again
    }

    @Override
    public void visit(Visitor<K> visitor) {}

    /** Returns the timers, in order of time. A copy. */
    public List<Due> dues() {
        return List.copyOf(dues);
    }

    /** Sets timers that {@link #dues} gave. */
    public void restore(Collection<Due> timers) {
        dues.addAll(timers);
    }
}
