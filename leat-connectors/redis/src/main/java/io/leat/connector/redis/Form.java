// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.connector.redis;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.leat.Event;
import io.leat.connector.Format;
import io.leat.connector.Records;
import io.leat.connector.UnreadableException;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import redis.clients.jedis.StreamEntryID;

/** How the fields of an entry become an event. Thread-safe. */
interface Form<T> {
    /** Returns the class of the events. */
    Class<?> type();

    /** Returns the event. */
    T read(StreamEntryID id, Map<byte[], byte[]> fields) throws UnreadableException;

    /** Returns what a dead letter is to have in it: the bytes that could not be read, or all fields as text. */
    default Object raw(Map<byte[], byte[]> fields) {
        return text(fields).toString();
    }

    /** Hands over the event of an entry, or takes note that it cannot be read. */
    default void read(Map<byte[], byte[]> fields, String stream, Place place, Records<? super T> out) {
        StreamEntryID id = Objects.requireNonNull(place.after());
        T value;
        try {
            value = read(id, fields);
        } catch (UnreadableException e) {
            out.unreadable(stream + "@" + id, raw(fields), e.reason(), e);
            return;
        } catch (RuntimeException e) {
            out.unreadable(stream + "@" + id, raw(fields), "the format has failed: " + e, e);
            return;
        }
        out.add(value, id.getTime());
    }

    /** Returns the fields as text, where what is not UTF-8 is replaced. */
    private static Map<String, String> text(Map<byte[], byte[]> fields) {
        Map<String, String> text = new LinkedHashMap<>();
        fields.forEach((name, value) -> text.put(new String(name, UTF_8), new String(value, UTF_8)));
        return text;
    }

    /** One field. */
    record Values<T>(Format<T> format, String field) implements Form<T> {
        @Override
        public Class<?> type() {
            return format.type();
        }

        @Override
        public T read(StreamEntryID id, Map<byte[], byte[]> fields) throws UnreadableException {
            byte[] bytes = bytes(fields);
            if (bytes.length == 0 && !text(fields).containsKey(field)) {
                throw new UnreadableException(
                        "it has no field '" + field + "' but " + text(fields).keySet()
                                + ": name another one by .field(…), or read all by RedisStreams.events(…)");
            }
            return format.read(bytes, 0, bytes.length);
        }

        @Override
        public Object raw(Map<byte[], byte[]> fields) {
            byte[] bytes = bytes(fields);
            return bytes.length > 0 ? bytes : Form.super.raw(fields);
        }

        /** Returns the bytes of the field; none if it is not there. */
        private byte[] bytes(Map<byte[], byte[]> fields) {
            byte[] name = field.getBytes(UTF_8);
            for (Map.Entry<byte[], byte[]> each : fields.entrySet()) {
                if (Arrays.equals(each.getKey(), name)) {
                    return each.getValue();
                }
            }
            return new byte[0];
        }
    }

    /** All fields, as text. */
    record Events() implements Form<Event> {
        @Override
        public Class<?> type() {
            return Event.class;
        }

        @Override
        public Event read(StreamEntryID id, Map<byte[], byte[]> fields) throws UnreadableException {
            Map<String, String> data = new LinkedHashMap<>();
            for (Map.Entry<byte[], byte[]> field : fields.entrySet()) {
                data.put(Format.text().read(field.getKey()), Format.text().read(field.getValue()));
            }
            return new Event(id.toString(), data, null, Instant.ofEpochMilli(id.getTime()));
        }
    }
}
