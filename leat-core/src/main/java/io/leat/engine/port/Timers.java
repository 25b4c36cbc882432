// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.engine.port;

import org.jspecify.annotations.Nullable;

/** Asks the host to call the operator back, with the key that it is called for now. Asking twice for the same is asking once. */
public interface Timers<K extends @Nullable Object> {
    /** Asks for {@link Operator#onDue} when the merged watermark reaches {@code time}; as soon as possible if it has. */
    void at(K key, int hash, long namespace, long time);

    /** Returns the merged watermark; {@code Long.MIN_VALUE} if there is none yet. */
    long watermark();

    /** Asks for {@link Operator#onClock} when the clock reaches {@code time}. */
    void atClock(K key, int hash, long namespace, long time);

    /** Takes back what {@link #at} asked for. Where the keys of a namespace share their timers, it may come nevertheless. */
    void cancel(K key, int hash, long namespace, long time);

    /** Takes back what {@link #atClock} asked for. */
    void cancelClock(K key, int hash, long namespace, long time);
}
