// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.engine;

/**
 * An event of a case.
 *
 * @param id unique in the case; also the number that aggregates go by
 * @param key null for events that are taken whatever their key
 * @param time event time in milliseconds
 */
public record Item(long id, String key, long time) {
    @Override
    public String toString() {
        return "item(" + id + ", \"" + key + "\", " + time + ")";
    }
}
