// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.history;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;

/**
 * What a job had come to when everything had arrived up to some time, and nothing later.
 *
 * @param arrival up to when events had arrived, that time included
 * @param since from when on results are there: the snapshot from which this was made again; the time of the first event if from the
 *     beginning
 * @param windows those that were open then, by the name of the step: of a grid, overlapping or not, and sessions
 * @param values what each key had then, by the name of the step: of running aggregates and {@code latest}
 * @param results what each sink was given since, by the name of its step, in order
 */
public record AsOf(
        Instant arrival,
        Instant since,
        Map<String, List<OpenWindow>> windows,
        Map<String, Map<@Nullable Object, @Nullable Object>> values,
        Map<String, List<Object>> results) {
    /**
     * A window that was open.
     *
     * @param key null where a step has no keys
     * @param value what its result would have been then; null for a join, which has pairs instead
     */
    public record OpenWindow(
            @Nullable Object key,
            Instant start,
            Instant end,
            @Nullable Object value) {}

    /**
     * Returns the windows of a step that were open.
     *
     * @throws NoSuchElementException if there is no window step of that name, or its windows go by the number of events
     */
    public List<OpenWindow> windows(String step) {
        return found(windows, step, "window step whose open windows can be told");
    }

    /**
     * Returns the value of each key: that of the last event which had changed it, also where that was before the snapshot.
     *
     * @throws NoSuchElementException if there is no running aggregate or {@code latest} of that name
     */
    public Map<@Nullable Object, @Nullable Object> values(String step) {
        return found(values, step, "running aggregate or latest");
    }

    /**
     * Returns what a sink was given since the snapshot.
     *
     * @throws NoSuchElementException if there is no sink of that name
     */
    public List<Object> results(String sink) {
        return found(results, sink, "sink");
    }

    private static <T> T found(Map<String, T> all, String name, String what) {
        T found = all.get(name);
        if (found == null) {
            throw new NoSuchElementException("there is no " + what + " '" + name + "': there are " + all.keySet());
        }
        return found;
    }
}
