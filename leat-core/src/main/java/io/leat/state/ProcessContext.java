// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.state;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What a {@link KeyedProcess} sees of the engine during one callback. Not valid after it. */
public interface ProcessContext<K extends @Nullable Object, R> {
    /** Returns the current key. */
    K key();

    /** Returns the event's time, or the time for which the timer was set. */
    Instant time();

    /**
     * Returns the watermark of the step, merged from all its inputs: no event at or before it is expected any more. It is the
     * same for all keys, never goes back while the job runs, and begins at {@code Instant.MIN}, also after a restart, until
     * each input has told where it stands.
     */
    Instant watermark();

    /** Emits a result with the time of {@link #time()}. */
    void emit(R result);

    /**
     * Asks for {@link KeyedProcess#onTimer} for the current key when the watermark reaches {@code at}; at once, after this
     * callback, if it has. Asking twice for the same time is asking once.
     */
    void timer(Instant at);

    /** Takes back what {@link #timer} asked for at this time for the current key; nothing if it has come, or there was none. */
    void cancelTimer(Instant at);

    /** Asks for {@link KeyedProcess#onClock} for the current key when the clock reaches {@code at}. */
    void clockTimer(Instant at);

    /** Takes back what {@link #clockTimer} asked for at this time for the current key. */
    void cancelClockTimer(Instant at);
}
