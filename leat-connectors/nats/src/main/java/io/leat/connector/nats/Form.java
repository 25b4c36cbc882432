// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.connector.nats;

import io.leat.connector.Format;
import io.leat.connector.Records;
import io.leat.connector.UnreadableException;
import io.nats.client.Message;
import io.nats.client.impl.Headers;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** How a message becomes an event. Thread-safe. */
interface Form<T> {
    /** Returns the class of the events. */
    Class<?> type();

    /** Returns the event. */
    T read(Message from) throws UnreadableException;

    /** Hands over the event of a message, or takes note that it cannot be read. */
    default void read(Message from, String stream, Records<? super T> out) {
        T value;
        try {
            value = read(from);
        } catch (UnreadableException e) {
            out.unreadable(stream + "@" + from.metaData().streamSequence(), from.getData(), e.reason(), e);
            return;
        } catch (RuntimeException e) {
            String reason = "the format has failed: " + e;
            out.unreadable(stream + "@" + from.metaData().streamSequence(), from.getData(), reason, e);
            return;
        }
        out.add(value, timestamp(from));
    }

    private static long timestamp(Message from) {
        return from.metaData().timestamp().toInstant().toEpochMilli();
    }

    /** Only the values. */
    record Values<T>(Format<T> values) implements Form<T> {
        @Override
        public Class<?> type() {
            return values.type();
        }

        @Override
        public T read(Message from) throws UnreadableException {
            return values.read(from.getData());
        }
    }

    /** All of a message. */
    record Whole<T>(Format<T> values) implements Form<NatsMessage<T>> {
        @Override
        public Class<?> type() {
            return NatsMessage.class;
        }

        @Override
        public NatsMessage<T> read(Message from) throws UnreadableException {
            Map<String, List<String>> headers = new HashMap<>();
            Headers given = from.getHeaders();
            if (given != null) {
                given.forEach((name, values) -> headers.put(name, List.copyOf(values)));
            }
            return new NatsMessage<>(
                    from.getSubject(),
                    from.metaData().streamSequence(),
                    timestamp(from),
                    headers,
                    values.read(from.getData()));
        }
    }
}
