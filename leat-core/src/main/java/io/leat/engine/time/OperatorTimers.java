// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.engine.time;

import io.leat.engine.port.Timers;
import org.jspecify.annotations.Nullable;

/** The timers of an operator: those of event time, and those of the clock. */
public final class OperatorTimers<K extends @Nullable Object> implements Timers<K> {
    private final EventTimers<K> event;
    private final EventTimers<K> clock;
    private long watermark = Long.MIN_VALUE;
    private boolean overdue;

    public OperatorTimers(EventTimers<K> event, EventTimers<K> clock) {
        this.event = event;
        this.clock = clock;
    }

    @Override
    public void at(K key, int hash, long namespace, long time) {
        overdue |= time <= watermark;
        event.at(key, hash, namespace, time);
    }

    @Override
    public void atClock(K key, int hash, long namespace, long time) {
        clock.at(key, hash, namespace, time);
    }

    @Override
    public void cancel(K key, int hash, long namespace, long time) {
        event.cancel(key, hash, namespace, time);
    }

    @Override
    public void cancelClock(K key, int hash, long namespace, long time) {
        clock.cancel(key, hash, namespace, time);
    }

    @Override
    public long watermark() {
        return watermark;
    }

    /** Returns the timers of event time. */
    public EventTimers<K> event() {
        return event;
    }

    /** Returns the timers of the clock. */
    public EventTimers<K> clock() {
        return clock;
    }

    /** Says what the merged watermark is: timers for it or before are overdue when they are set. */
    public void watermark(long merged) {
        watermark = merged;
    }

    /** Returns whether a timer was set for a time that has come already, since {@link #clearOverdue}. */
    public boolean isOverdue() {
        return overdue;
    }

    /** Takes note that overdue timers are being fired. */
    public void clearOverdue() {
        overdue = false;
    }
}
