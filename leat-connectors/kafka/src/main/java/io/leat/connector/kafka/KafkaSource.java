// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.connector.kafka;

import io.leat.connector.Source;
import io.leat.connector.SourcePartition;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A source of the records of topics: each partition of them is a partition of the source, with a watermark of its own. Immutable; made by
 * {@link Kafka#from} and {@link Kafka#records}.
 *
 * <p>Positions are kept with the epochs of the job. It reads what is committed, from the beginning, and goes on as new records
 * come, unless told otherwise. The timestamps of records are the times of the events, unless {@code timedBy} says otherwise.
 *
 * <p>A record that the format cannot read becomes a dead letter with its bytes. So does a record without a value, a tombstone, unless
 * {@link #withoutTombstones} leaves them out.
 */
public final class KafkaSource<T> extends Source<T> {
    private final Reading reading;
    private final Form<T> form;

    /** The one that was opened last, which knows of new partitions. */
    private volatile @Nullable Session<T> session;

    KafkaSource(Reading reading, Form<T> form) {
        this.reading = reading;
        this.form = form;
    }

    /** Returns this source, beginning with the oldest record that is there: as it does unless told otherwise. */
    public KafkaSource<T> fromEarliest() {
        return new KafkaSource<>(reading.startingAt(Place.EARLIEST), form);
    }

    /**
     * Returns this source, beginning with what comes after the job has started. Partitions that are added later are read from their
     * beginning, also if they were added while a job with a directory did not run.
     */
    public KafkaSource<T> fromLatest() {
        return new KafkaSource<>(reading.startingAt(Place.LATEST), form);
    }

    /** Returns this source, beginning in each partition with the first record whose timestamp is that or later. */
    public KafkaSource<T> fromTime(Instant time) {
        return new KafkaSource<>(reading.startingAt(Place.time(time)), form);
    }

    /**
     * Returns this source, ending in each partition with what was there when it began. It is then replayed: not live. A job that goes on
     * keeps the end that it began with.
     */
    public KafkaSource<T> untilEnd() {
        return new KafkaSource<>(reading.untilEnd(), form);
    }

    /**
     * Returns this source, telling a consumer group how far it has come, after each epoch: so that tools show its lag. The job never reads from
     * there, and the group must have no members: no consumer may subscribe with that name.
     */
    public KafkaSource<T> group(String name) {
        return new KafkaSource<>(reading.group(name), form);
    }

    /** Returns this source, leaving out records without a value, which otherwise become dead letters; {@link Kafka#records} hands them over. */
    public KafkaSource<T> withoutTombstones() {
        return new KafkaSource<>(reading, form.withoutTombstones());
    }

    /** Returns this source, looking that often whether the topics have got more partitions; every ten seconds unless set. */
    public KafkaSource<T> lookingForPartitionsEvery(Duration interval) {
        return new KafkaSource<>(reading.lookingEvery(interval), form);
    }

    /**
     * Returns this source with a property of Kafka's consumer, such as {@code security.protocol} or {@code isolation.level}.
     *
     * @throws IllegalArgumentException if the consumer has no such property, or the source decides it
     */
    public KafkaSource<T> property(String name, String value) {
        return new KafkaSource<>(reading.property(name, value), form);
    }

    @Override
    public Class<?> type() {
        return form.type();
    }

    /**
     * Returns the partitions of all topics.
     *
     * @throws java.io.IOException if a topic is not there, or the brokers refuse
     * @throws io.leat.connector.UnavailableException if no broker answers
     */
    @Override
    public List<? extends SourcePartition<T>> partitions() throws Exception {
        Session<T> opened = new Session<>(reading, form);
        session = opened;
        return opened.partitions();
    }

    @Override
    public List<? extends SourcePartition<T>> newPartitions() {
        Session<T> opened = session;
        return opened == null ? List.of() : opened.newPartitions();
    }

    @Override
    public boolean live() {
        return !reading.bounded();
    }

    @Override
    public boolean timed() {
        return true;
    }

    @Override
    public String positionKind() {
        return "offsets of Kafka";
    }

    @Override
    public String toString() {
        return reading.toString();
    }
}
