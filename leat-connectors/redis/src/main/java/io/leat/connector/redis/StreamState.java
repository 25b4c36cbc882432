// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.connector.redis;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.StreamEntryID;

/**
 * What a server knows of a stream.
 *
 * @param first the oldest entry that is there; null if there is none
 * @param last the newest one that was ever there
 * @param added how many it was ever given
 * @param length how many are there
 */
record StreamState(@Nullable StreamEntryID first, StreamEntryID last, long added, long length) {
    /** A stream that is not there is like one that was never given anything. */
    static final StreamState NONE = new StreamState(null, Place.ZERO, 0, 0);

    /** Reads the answer to {@code XINFO STREAM}: names and values in turn. */
    static StreamState of(Object info) throws IOException {
        List<?> parts = (List<?>) info;
        Map<String, Object> values = new HashMap<>();
        for (int i = 0; i + 1 < parts.size(); i += 2) {
            values.put(new String((byte[]) parts.get(i), UTF_8), parts.get(i + 1));
        }
        if (!(values.get("entries-added") instanceof Long added)) {
            throw new IOException(
                    "the server does not tell how many entries a stream was given: Redis 7 or later is needed");
        }
        StreamEntryID first = values.get("first-entry") instanceof List<?> entry ? id(entry.get(0)) : null;
        return new StreamState(first, id(values.get("last-generated-id")), added, number(values.get("length")));
    }

    private static StreamEntryID id(@Nullable Object bytes) {
        return new StreamEntryID((byte[]) Objects.requireNonNull(bytes));
    }

    private static long number(@Nullable Object value) {
        return (Long) Objects.requireNonNull(value);
    }

    /** Returns the place of a reader that begins now; the given one if it lies in the future, so that it cannot be told yet. */
    Place begin(Place start, boolean bounded) {
        StreamEntryID after = start.after() == null ? last : start.after();
        boolean future = after.compareTo(last) > 0;
        if (future && !bounded) {
            return start;
        }
        long count = start.after() == null ? added : isBefore(after) ? added - length : Place.UNKNOWN;
        return new Place(after, count, bounded ? last : null, true);
    }

    /** Returns whether all that was ever given up to an id is gone. */
    private boolean isBefore(StreamEntryID id) {
        return first == null || first.compareTo(id) > 0;
    }

    /**
     * Returns why a reader cannot go on from a place without leaving something out; null if it can.
     *
     * <p>Entries go from the oldest on. If one is there that was read already, nothing behind it is gone. Else more of them must not be gone than
     * were read; if that is not known, it is taken for a loss.
     */
    @Nullable
    String missing(Place place) {
        StreamEntryID after = Objects.requireNonNull(place.after());
        if (after.compareTo(last) > 0) {
            return "it was made anew: its last entry is " + last + ", and the job has read up to " + after;
        }
        if (!isBefore(after) || after.equals(last)) {
            return null;
        }
        long gone = added - length;
        if (place.count() != Place.UNKNOWN && gone <= place.count()) {
            return null;
        }
        String most = place.count() == Place.UNKNOWN ? "" : ", " + (gone - place.count()) + " of them unread";
        return "entries behind " + after + " were trimmed or deleted before they were read" + most
                + ": the first one there is " + (first == null ? "none" : first);
    }
}
