// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.connector.kafka;

import io.leat.connector.Sink;
import io.leat.connector.SinkWriter;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;

/** A sink that sends each result at once, without transactions. */
final class AsyncSink<T> extends Sink<T> {
    private final Writing writing;
    private final Messages<T> messages;

    AsyncSink(Writing writing, Messages<T> messages) {
        this.writing = writing;
        this.messages = messages;
    }

    @Override
    public SinkWriter<T> open() throws Exception {
        try (Admin admin = writing.settings().admin()) {
            admin.describeTopics(List.of(writing.topic())).allTopicNames().get();
        } catch (Exception e) {
            throw writing.failure(e);
        }
        return new AsyncWriter<>(writing, messages);
    }

    @Override
    public String toString() {
        return writing + " without transactions";
    }

    /**
     * Sends results without waiting for the brokers, which are waited for before an epoch is sealed. A result that could not be sent for
     * minutes is lost to the producer, so the job fails before it seals the epoch, and sends it again when it goes on.
     */
    private static final class AsyncWriter<T> implements SinkWriter<T> {
        private static final Duration LAST = Duration.ofSeconds(30);

        private final Writing writing;
        private final Messages<T> messages;
        private final KafkaProducer<byte[], byte[]> producer;
        /** The thread that writes, in which the producer tells of what it does not take; of the rest in its own. */
        private @Nullable Thread sender;

        /** Why the producer has not taken the last result; null if it has. */
        private @Nullable Exception refused;
        /** The first thing that has gone wrong with a result that it has taken; set by the client's thread. */
        private volatile @Nullable Exception failure;

        AsyncWriter(Writing writing, Messages<T> messages) {
            this.writing = writing;
            this.messages = messages;
            this.producer = writing.immediate();
        }

        @Override
        @SuppressWarnings("FutureReturnValueIgnored") // sent is told
        public void write(T value, long timestamp) throws Exception {
            check();
            refused = null;
            sender = Thread.currentThread();
            try {
                producer.send(messages.record(value, timestamp), this::sent);
            } catch (KafkaException e) {
                refused = e;
            }
            if (refused != null) {
                throw writing.failure(refused);
            }
        }

        private void sent(@Nullable RecordMetadata metadata, @Nullable Exception e) {
            if (e == null) {
                return;
            }
            if (Thread.currentThread() == sender) {
                refused = e;
            } else if (failure == null) {
                failure = e;
            }
        }

        @Override
        public void flush() throws IOException {
            check(); // it is on its way
        }

        @Override
        public void force(long epoch) throws IOException {
            producer.flush();
            check();
        }

        /** Not an outage that one could wait for: the result is lost to the producer. */
        private void check() throws IOException {
            Exception cause = failure;
            if (cause != null) {
                throw new IOException(
                        "a result was not sent: " + writing.failure(cause).getMessage(), cause);
            }
        }

        @Override
        public void close() throws IOException {
            producer.close(LAST);
            check();
        }
    }
}
