// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.metric;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What a stream processor has done since it was made or reset, at one moment. Always {@code eventsReceived = eventsProcessed
 * + eventsFiltered + eventsFailed}: an event counts in all of them at once, when it has passed the last filter or map.
 *
 * @param eventsReceived events that were emitted
 * @param eventsProcessed events that have passed all filters and maps
 * @param eventsFiltered events that a filter has dropped, repeats included
 * @param eventsFailed events on which a filter or map threw, or which a rule refused
 * @param eventsRepeated events that were dropped since their id came before
 * @param windowsCreated windows that were opened, over all definitions; merged sessions count once
 * @param eventsLate how often an event was older than the retention, and so in no window of a definition
 * @param eventsPartiallyLate how often an event was too old for some of its windows, not all
 * @param eventsRetained events that are kept now
 * @param eventsEvicted events that were kept, until there were too many or they were too old
 * @param sinkFailures how often a sink did not take an event
 */
public record ProcessorMetrics(
        long eventsReceived,
        long eventsProcessed,
        long eventsFiltered,
        long eventsFailed,
        long eventsRepeated,
        long windowsCreated,
        long eventsLate,
        long eventsPartiallyLate,
        long eventsRetained,
        long eventsEvicted,
        long sinkFailures) {

    /** Returns all of them by name: {@code events_received}, {@code windows_created} … */
    public Map<String, Long> asMap() {
        Map<String, Long> map = new LinkedHashMap<>();
        map.put("events_received", eventsReceived);
        map.put("events_processed", eventsProcessed);
        map.put("events_filtered", eventsFiltered);
        map.put("events_failed", eventsFailed);
        map.put("events_repeated", eventsRepeated);
        map.put("windows_created", windowsCreated);
        map.put("events_late", eventsLate);
        map.put("events_partially_late", eventsPartiallyLate);
        map.put("events_retained", eventsRetained);
        map.put("events_evicted", eventsEvicted);
        map.put("sink_failures", sinkFailures);
        return Collections.unmodifiableMap(map);
    }
}
