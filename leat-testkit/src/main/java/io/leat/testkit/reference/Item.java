// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.testkit.reference;

/**
 * An event of a case.
 *
 * @param id unique in the case; also the number that aggregates go by
 * @param key of a case's event never null
 * @param time event time in milliseconds
 */
public record Item(long id, String key, long time) {
    /** Returns the event for windows that take all events together: its key is null. */
    @SuppressWarnings("NullAway") // everywhere else an event has a key
    public Item withoutKey() {
        return new Item(id, null, time);
    }

    @Override
    public String toString() {
        return "item(" + id + ", \"" + key + "\", " + time + ")";
    }
}
