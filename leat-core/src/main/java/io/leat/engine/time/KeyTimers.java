// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.engine.time;

import io.leat.codec.BinaryReader;
import io.leat.codec.BinaryWriter;
import io.leat.codec.Codec;
import java.util.HashSet;
import java.util.Objects;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.IntUnaryOperator;
import org.jspecify.annotations.Nullable;

/** Timers of single keys: a heap by time, then namespace, then order of setting. O(log n) to set and to fire. */
public final class KeyTimers<K extends @Nullable Object> implements EventTimers<K> {
    /** How many timers are fired between two questions for a pause. */
    private static final int SLICE = 256;

    private final PriorityQueue<Timer<K>> queue = new PriorityQueue<>();
    private final Set<Timer<K>> set = new HashSet<>();
    private final IntUnaryOperator groupOfHash;
    private long sequence;

    /** A timer; equal to another of the same key, namespace and time. */
    private static final class Timer<K extends @Nullable Object> implements Comparable<Timer<K>> {
        final K key;
        final int hash;
        final long namespace;
        final long time;
        final long order;

        Timer(K key, int hash, long namespace, long time, long order) {
            this.key = key;
            this.hash = hash;
            this.namespace = namespace;
            this.time = time;
            this.order = order;
        }

        @Override
        public int compareTo(Timer<K> other) {
            if (time != other.time) {
                return Long.compare(time, other.time);
            }
            return namespace != other.namespace
                    ? Long.compare(namespace, other.namespace)
                    : Long.compare(order, other.order);
        }

        @Override
        public boolean equals(@Nullable Object object) {
            return object instanceof Timer<?> other
                    && hash == other.hash
                    && time == other.time
                    && namespace == other.namespace
                    && Objects.equals(key, other.key);
        }

        @Override
        public int hashCode() {
            return 31 * (31 * hash + Long.hashCode(time)) + Long.hashCode(namespace);
        }
    }

    /** {@code groupOfHash} tells the key group of a key's stable hash. */
    public KeyTimers(IntUnaryOperator groupOfHash) {
        this.groupOfHash = groupOfHash;
    }

    @Override
    public void at(K key, int hash, long namespace, long time) {
        Timer<K> timer = new Timer<>(key, hash, namespace, time, sequence++);
        if (set.add(timer)) {
            queue.add(timer);
        }
    }

    @Override
    public boolean fire(long now, Handler<K> handler, BooleanSupplier pause) {
        int fired = 0;
        while (next() <= now && !queue.isEmpty()) {
            if (fired++ % SLICE == 0 && pause.getAsBoolean()) {
                return false;
            }
            Timer<K> timer = queue.remove();
            set.remove(timer);
            handler.due(timer.key, timer.hash, timer.namespace, timer.time);
        }
        return true;
    }

    @Override
    public long next() {
        Timer<K> first = queue.peek();
        return first == null ? Long.MAX_VALUE : first.time;
    }

    @Override
    public void removeIf(Test<K> test) {
        queue.removeIf(timer -> test.test(timer.key, timer.hash, timer.namespace) && set.remove(timer));
    }

    @Override
    public void write(int group, BinaryWriter out, Codec<K> keys) {
        var ofGroup = queue.stream()
                .filter(t -> groupOfHash.applyAsInt(t.hash) == group)
                .sorted()
                .toList();
        out.writeInt(ofGroup.size());
        for (Timer<K> timer : ofGroup) {
            keys.write(timer.key, out);
            out.writeInt(timer.hash);
            out.writeLong(timer.namespace);
            out.writeLong(timer.time);
        }
    }

    @Override
    public void read(BinaryReader in, Codec<K> keys) {
        for (int n = in.readInt(); n > 0; n--) {
            at(keys.read(in), in.readInt(), in.readLong(), in.readLong());
        }
    }
}
