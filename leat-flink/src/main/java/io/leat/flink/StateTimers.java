// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.flink;

import io.leat.engine.port.Timers;
import org.apache.flink.streaming.api.operators.InternalTimerService;

/** Timers on Flink's, which are a set by key, namespace and time. The key is that which Flink has set for the call. */
final class StateTimers implements Timers<Object> {
    private final InternalTimerService<Long> service;
    private boolean overdue;

    StateTimers(InternalTimerService<Long> service) {
        this.service = service;
    }

    @Override
    public void at(Object key, int hash, long namespace, long time) {
        overdue |= time <= service.currentWatermark();
        service.registerEventTimeTimer(namespace, time);
    }

    @Override
    public void atClock(Object key, int hash, long namespace, long time) {
        service.registerProcessingTimeTimer(namespace, time);
    }

    @Override
    public void cancel(Object key, int hash, long namespace, long time) {
        service.deleteEventTimeTimer(namespace, time);
    }

    @Override
    public void cancelClock(Object key, int hash, long namespace, long time) {
        service.deleteProcessingTimeTimer(namespace, time);
    }

    @Override
    public long watermark() {
        return service.currentWatermark();
    }

    /**
     * Returns whether a timer was set for a time that has come already, and forgets it. Flink would fire it with the next
     * watermark only.
     */
    boolean takeOverdue() {
        boolean was = overdue;
        overdue = false;
        return was;
    }
}
