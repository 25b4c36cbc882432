// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.engine.time;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A timer of a single key; in order of time, then namespace, then order of setting. */
final class KeyTimer<K extends @Nullable Object> implements Comparable<KeyTimer<?>> {
    final K key;
    final int hash;
    final long namespace;
    final long time;
    private final long order;

    KeyTimer(K key, int hash, long namespace, long time, long order) {
        this.key = key;
        this.hash = hash;
        this.namespace = namespace;
        this.time = time;
        this.order = order;
    }

    @Override
    public int compareTo(KeyTimer<?> other) {
        if (time != other.time) {
            return Long.compare(time, other.time);
        }
        return namespace != other.namespace
                ? Long.compare(namespace, other.namespace)
                : Long.compare(order, other.order);
    }

    /** Returns whether it is the timer of that key, namespace and time. */
    boolean is(K ofKey, int ofHash, long ofNamespace, long ofTime) {
        return hash == ofHash && time == ofTime && namespace == ofNamespace && Objects.equals(key, ofKey);
    }

    /** Returns a well-mixed number of what makes a timer the same as another; its high bits are to be used. */
    static int mix(int hash, long namespace, long time) {
        long mixed = (hash * 0x9E3779B97F4A7C15L ^ time) * 0x9E3779B97F4A7C15L; // 2^64 / golden ratio, TAOCP 6.4
        return (int) (((mixed ^ namespace ^ mixed >>> 32) * 0x9E3779B97F4A7C15L) >>> 32);
    }
}
