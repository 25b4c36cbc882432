// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.connector.kafka;

import io.leat.connector.Format;
import io.leat.connector.Records;
import io.leat.connector.UnreadableException;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;

/** How the bytes of a record become an event. Thread-safe. */
interface Form<T> {
    /** Hands over the event of a record, or takes note that it cannot be read. */
    void read(ConsumerRecord<byte[], byte[]> from, Records<? super T> out);

    /** Returns the class of the events. */
    Class<?> type();

    /** Returns the same for records without a value left out instead of noted; the same if it hands them over. */
    Form<T> withoutTombstones();

    /** Only the values. */
    record Values<T>(Format<T> values, boolean skipsTombstones) implements Form<T> {
        @Override
        public void read(ConsumerRecord<byte[], byte[]> from, Records<? super T> out) {
            byte[] bytes = from.value();
            if (bytes == null) {
                if (!skipsTombstones) {
                    unreadable(
                            from,
                            out,
                            "it has no value: a tombstone, which deletes its key. "
                                    + "Leave such records out by .withoutTombstones(), or read them by Kafka.records(…)",
                            null);
                }
                return;
            }
            T value;
            try {
                value = values.read(bytes, 0, bytes.length);
            } catch (UnreadableException e) {
                unreadable(from, out, e.reason(), e);
                return;
            } catch (RuntimeException e) {
                unreadable(from, out, "the format has failed: " + e, e);
                return;
            }
            hand(from, value, out);
        }

        @Override
        public Class<?> type() {
            return values.type();
        }

        @Override
        public Form<T> withoutTombstones() {
            return new Values<>(values, true);
        }
    }

    /** All of a record. */
    record Whole<K, V>(Format<K> keys, Format<V> values) implements Form<KafkaRecord<K, V>> {
        @Override
        public void read(ConsumerRecord<byte[], byte[]> from, Records<? super KafkaRecord<K, V>> out) {
            K key;
            V value;
            try {
                key = part("key", keys, from.key());
                value = part("value", values, from.value());
            } catch (UnreadableException e) {
                unreadable(from, out, e.reason(), e);
                return;
            } catch (RuntimeException e) {
                unreadable(from, out, "the format has failed: " + e, e);
                return;
            }
            hand(
                    from,
                    new KafkaRecord<>(
                            from.topic(), from.partition(), from.offset(), from.timestamp(), key, value, headers(from)),
                    out);
        }

        private static <P> @Nullable P part(String name, Format<P> format, byte @Nullable [] bytes)
                throws UnreadableException {
            try {
                return bytes == null ? null : format.read(bytes, 0, bytes.length);
            } catch (UnreadableException e) {
                throw new UnreadableException("its " + name + " is " + e.reason(), e);
            }
        }

        private static List<KafkaHeader> headers(ConsumerRecord<?, ?> from) {
            List<KafkaHeader> headers = new ArrayList<>();
            for (Header header : from.headers()) {
                headers.add(new KafkaHeader(header.key(), header.value() == null ? new byte[0] : header.value()));
            }
            return headers;
        }

        @Override
        public Class<?> type() {
            return KafkaRecord.class;
        }

        @Override
        public Form<KafkaRecord<K, V>> withoutTombstones() {
            return this;
        }
    }

    /** Hands over an event; records of very old formats have no time. */
    private static <T> void hand(ConsumerRecord<?, ?> from, T event, Records<? super T> out) {
        if (from.timestamp() >= 0) {
            out.add(event, from.timestamp());
        } else {
            out.add(event);
        }
    }

    private static void unreadable(
            ConsumerRecord<byte[], byte[]> from, Records<?> out, String reason, @Nullable Exception cause) {
        byte[] raw = from.value() == null ? new byte[0] : from.value();
        out.unreadable(from.topic() + "-" + from.partition() + "@" + from.offset(), raw, reason, cause);
    }
}
