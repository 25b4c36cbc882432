// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.pattern;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The events of a key that a pattern has matched; of a match that ran out of time, those it had until then.
 *
 * @param events by the name of the step that took them, in the order of the pattern; an empty list for one that took none
 * @param start the time of the first event
 * @param end the time of the last event
 * @param <T> the events
 */
public record Match<T>(Map<String, List<T>> events, Instant start, Instant end) implements Matched<T> {
    public Match {
        Map<String, List<T>> copy = new LinkedHashMap<>();
        events.forEach((step, taken) -> copy.put(step, Collections.unmodifiableList(new ArrayList<>(taken))));
        events = Collections.unmodifiableMap(copy);
    }

    @Override
    public List<T> all(String step) {
        List<T> taken = events.get(step);
        if (taken == null) {
            throw new IllegalArgumentException("the pattern has no step '" + step + "' that takes events: it has "
                    + String.join(", ", events.keySet()));
        }
        return taken;
    }
}
