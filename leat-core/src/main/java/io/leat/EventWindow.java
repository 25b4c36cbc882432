// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A window of a {@link StreamProcessor} as it was when it was asked for.
 *
 * @param start the first instant of the window
 * @param end the first instant after the window
 * @param key what a session belongs to, null for events without a key; null for windows over all events
 * @param events its events by time, of equal times by arrival
 * @param open whether its end is still to come, by the clock and by the events
 * @param evicted how many more events it had, which the processor keeps no more; mostly 0
 */
public record EventWindow(
        Instant start, Instant end, @Nullable String key, List<Event> events, boolean open, long evicted) {
    public EventWindow {
        events = List.copyOf(events);
    }

    /** Makes a window that has all its events. */
    public EventWindow(Instant start, Instant end, @Nullable String key, List<Event> events, boolean open) {
        this(start, end, key, events, open, 0);
    }
}
