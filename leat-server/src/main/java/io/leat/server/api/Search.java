// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.server.api;

import io.leat.Event;
import io.leat.server.route.Problem;
import io.leat.server.route.Request;
import io.leat.server.view.Documents;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What events are looked for; null for whatever.
 *
 * @param from the first time
 * @param to the last time
 * @param key the text of the key; where records have none yet, of an event's own key or of any field
 * @param field a field that has to be there
 * @param value the text of that field
 * @param text is in the JSON of the event, in capitals or not
 */
record Search(
        @Nullable Instant from,
        @Nullable Instant to,
        @Nullable String key,
        @Nullable String field,
        @Nullable String value,
        @Nullable String text) {
    static Search of(Request request) throws Problem {
        Instant from = Parameters.time(request, "from");
        Instant to = Parameters.time(request, "to");
        if (from != null && to != null && from.isAfter(to)) {
            throw new Problem(400, "from=" + from.toEpochMilli() + " is after to=" + to.toEpochMilli());
        }
        if (request.parameter("value") != null && request.parameter("field") == null) {
            throw new Problem(400, "value=… is the text of a field: give field=… too, or text=… for any");
        }
        String text = request.parameter("text");
        return new Search(
                from,
                to,
                request.parameter("key"),
                request.parameter("field"),
                request.parameter("value"),
                text == null ? null : text.toLowerCase(Locale.ROOT));
    }

    /**
     * Returns whether an event is one of those.
     *
     * @param key null where it has none
     */
    boolean matches(@Nullable Instant time, @Nullable Object key, @Nullable Object event) {
        return isInTime(time) && hasKey(key, event) && hasField(event) && hasText(event);
    }

    private boolean isInTime(@Nullable Instant time) {
        if (time == null) {
            return from == null && to == null;
        }
        return (from == null || !time.isBefore(from)) && (to == null || !time.isAfter(to));
    }

    private boolean hasKey(@Nullable Object given, @Nullable Object event) {
        if (key == null) {
            return true;
        }
        if (given != null) {
            return key.equals(Documents.text(given));
        }
        return (event instanceof Event free && free.key() != null)
                ? key.equals(free.key())
                : Fields.of(event).values().stream().anyMatch(one -> key.equals(Documents.text(one)));
    }

    private boolean hasField(@Nullable Object event) {
        if (field == null) {
            return true;
        }
        Map<String, @Nullable Object> fields = Fields.of(event);
        return fields.containsKey(field) && (value == null || value.equals(Documents.text(fields.get(field))));
    }

    private boolean hasText(@Nullable Object event) {
        return text == null
                || Documents.value(event).toString().toLowerCase(Locale.ROOT).contains(text);
    }
}
