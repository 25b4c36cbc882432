// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.connector.nats;

import io.leat.connector.Position;
import io.leat.connector.Source;
import io.leat.connector.SourcePartition;
import io.leat.connector.SourceReader;
import io.nats.client.Connection;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A source of the messages of a JetStream stream, which is its one partition. Immutable; made by {@link Nats#from} and {@link Nats#messages}.
 *
 * <p>Positions are sequences of the stream and kept with the epochs of the job; the server keeps nothing, and no message is acknowledged. So the
 * stream must be one that keeps messages by limits, not a work queue. It reads from the first message there is and goes on as new ones
 * come, unless told otherwise. The time at which the server took a message is the time of the event, unless {@code timedBy} says otherwise.
 *
 * <p>If the oldest messages are deleted before the job has read them, by the limits of the stream or by somebody, it fails instead of leaving
 * them out. Messages that are deleted from the midst of the stream are not missed.
 */
public final class NatsSource<T> extends Source<T> {
    private final Reading reading;
    private final Form<T> form;

    NatsSource(Reading reading, Form<T> form) {
        this.reading = reading;
        this.form = form;
    }

    /** Returns this source, reading only messages with that subject, which may have wildcards: {@code calls.*}. */
    public NatsSource<T> subject(String filter) {
        return new NatsSource<>(reading.subject(filter), form);
    }

    /** Returns this source, beginning with what comes after the job has started. */
    public NatsSource<T> fromLatest() {
        return new NatsSource<>(reading.startingAt(Place.LATEST), form);
    }

    /** Returns this source, beginning with the first message that the server took at that time or later. */
    public NatsSource<T> fromTime(Instant time) {
        return new NatsSource<>(reading.startingAt(Place.time(time.toEpochMilli())), form);
    }

    /**
     * Returns this source, beginning with the message of that sequence, or the first one behind it that is there.
     *
     * @throws IllegalArgumentException if it is less than 1
     */
    public NatsSource<T> fromSequence(long sequence) {
        if (sequence < 1) {
            throw new IllegalArgumentException("a stream has no sequence " + sequence + ": give 1 or more");
        }
        return new NatsSource<>(reading.startingAt(Place.sequence(sequence)), form);
    }

    /**
     * Returns this source, ending with what was there when it began. It is then replayed: not live. A job that goes on keeps the end that it
     * began with.
     */
    public NatsSource<T> untilEnd() {
        return new NatsSource<>(reading.untilEnd(), form);
    }

    @Override
    public Class<?> type() {
        return form.type();
    }

    /**
     * Returns the stream.
     *
     * @throws java.io.IOException if it is not there or a work queue, or the server refuses
     * @throws io.leat.connector.UnavailableException if the server does not answer
     */
    @Override
    @SuppressWarnings("try") // closing may be interrupted, and is then over as well
    public List<? extends SourcePartition<T>> partitions() throws Exception {
        try (Connection connection = reading.address().connect((c, event) -> {})) {
            Fetcher.stream(connection, reading);
        } catch (InterruptedException e) {
            throw e;
        } catch (Exception e) {
            throw reading.failure(e);
        }
        return List.of(new Part());
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
        return "sequences of a NATS stream";
    }

    @Override
    public String toString() {
        return reading.toString();
    }

    private final class Part implements SourcePartition<T> {
        @Override
        public String name() {
            return reading.stream();
        }

        @Override
        public SourceReader<T> open(@Nullable Position from) {
            Place place = Place.of(from, reading.start());
            return StreamReader.open(reading, form, place);
        }

        @Override
        public String toString() {
            return name();
        }
    }
}
