// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.connector.kafka;

import io.leat.connector.Format;
import io.leat.connector.Sink;
import io.leat.connector.SinkContext;
import io.leat.connector.TransactionalSink;
import io.leat.connector.Transactions;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * A sink that sends results to a topic, exactly once: those of an epoch in one transaction, which moves the marker too. Immutable; made
 * by {@link Kafka#to}.
 *
 * <p>Who reads with {@code isolation.level=read_committed} sees nothing of an unfinished epoch. Without a key, records are spread over the
 * partitions; with one, those of a key go to one partition, in order, as Kafka's own partitioner does it.
 */
public final class KafkaSink<T> extends TransactionalSink<T> {
    private final Writing writing;
    private final Messages<T> messages;

    KafkaSink(Writing writing, Messages<T> messages) {
        this.writing = writing;
        this.messages = messages;
    }

    /** Returns this sink with a key for each record; none where the function gives null. */
    public <K> KafkaSink<T> keyedBy(Function<? super T, ? extends @Nullable K> key, Format<K> format) {
        return new KafkaSink<>(writing, messages.keyedBy(key, format));
    }

    /** Returns this sink with one more header on each record, whose value is text. */
    public KafkaSink<T> header(String name, Function<? super T, String> value) {
        return new KafkaSink<>(writing, messages.header(name, value));
    }

    /** Returns this sink, sending records without a value, tombstones, for some results: in a compacted topic they delete the key. */
    public KafkaSink<T> deletedWhen(Predicate<? super T> condition) {
        return new KafkaSink<>(writing, messages.deletedWhen(condition));
    }

    /** Returns this sink, with the time of sending on each record instead of the event time of the result. */
    public KafkaSink<T> timedBySending() {
        return new KafkaSink<>(writing, messages.timedBySending());
    }

    /**
     * Returns this sink with another id for its transactions, which is also the name of the group that keeps the marker; {@code leat-JOB-STEP} unless
     * set. Two jobs that run at once with the same id, on the same brokers, put each other out of work: needed if they have the same names.
     */
    public KafkaSink<T> transactionalId(String id) {
        return new KafkaSink<>(writing.id(id), messages);
    }

    /**
     * Returns this sink with a property of Kafka's producer, such as {@code compression.type} or {@code transaction.timeout.ms}.
     *
     * @throws IllegalArgumentException if the producer has no such property, or the sink decides it
     */
    public KafkaSink<T> property(String name, String value) {
        return new KafkaSink<>(writing.property(name, value), messages);
    }

    /**
     * Returns a sink that sends each result at once, without transactions: it can be read some milliseconds later, and again when a job
     * was killed and goes on. The last of the options.
     */
    public Sink<T> atLeastOnce() {
        return new AsyncSink<>(writing, messages);
    }

    @Override
    public Transactions<T> connect(SinkContext context) throws Exception {
        return KafkaTransactions.connect(writing, messages, context);
    }

    @Override
    public String toString() {
        return writing.toString();
    }
}
