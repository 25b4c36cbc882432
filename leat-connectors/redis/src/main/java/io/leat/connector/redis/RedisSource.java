// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.connector.redis;

import io.leat.connector.Position;
import io.leat.connector.Source;
import io.leat.connector.SourcePartition;
import io.leat.connector.SourceReader;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.StreamEntryID;

/**
 * A source of the entries of a stream, which is its one partition. Immutable; made by {@link RedisStreams#from} and {@link
 * RedisStreams#events}.
 *
 * <p>Positions are kept with the epochs of the job; the server keeps nothing, there is no consumer group. It reads from the first entry
 * there is and goes on as new ones come, unless told otherwise. The milliseconds in the id of an entry are the time of the event, unless {@code
 * timedBy} says otherwise. A stream that is not there yet is waited for.
 *
 * <p>If entries are trimmed or deleted before the job has read them, it fails instead of leaving them out. To notice that it counts entries, so one that
 * is deleted by {@code XDEL} before it is read counts as missing too.
 */
public final class RedisSource<T> extends Source<T> {
    private static final int ANSWER_MS = 5_000;

    private final RedisAddress address;
    private final Form<T> form;
    private final Place start;
    private final boolean bounded;

    RedisSource(RedisAddress address, Form<T> form, Place start, boolean bounded) {
        this.address = address;
        this.form = form;
        this.start = start;
        this.bounded = bounded;
    }

    /**
     * Returns this source, reading another field of the entries.
     *
     * @throws IllegalStateException if it reads all of them
     */
    public RedisSource<T> field(String name) {
        if (form instanceof Form.Values<T> values) {
            return new RedisSource<>(address, new Form.Values<>(values.format(), name), start, bounded);
        }
        throw new IllegalStateException("a source of events reads all fields: name one with RedisStreams.from(…)");
    }

    /** Returns this source, beginning with what comes after the job has started. */
    public RedisSource<T> fromLatest() {
        return new RedisSource<>(address, form, Place.LATEST, bounded);
    }

    /** Returns this source, beginning with the first entry whose id has that time or a later one. */
    public RedisSource<T> fromTime(Instant time) {
        long before = Math.max(0, time.toEpochMilli() - 1);
        return new RedisSource<>(address, form, Place.startAfter(new StreamEntryID(before, Long.MAX_VALUE)), bounded);
    }

    /**
     * Returns this source, beginning with the first entry behind an id, such as {@code 1711846799125-0}.
     *
     * @throws IllegalArgumentException if that is no id
     */
    public RedisSource<T> fromAfter(String id) {
        if (!id.matches("[0-9]{1,18}-[0-9]{1,18}")) {
            throw new IllegalArgumentException(
                    "'" + id + "' is no id of an entry: give milliseconds and a number, such as 1711846799125-0");
        }
        return new RedisSource<>(address, form, Place.startAfter(new StreamEntryID(id)), bounded);
    }

    /**
     * Returns this source, ending with what was there when it began. It is then replayed: not live. A job that goes on keeps the end that it
     * began with.
     */
    public RedisSource<T> untilEnd() {
        return new RedisSource<>(address, form, start, true);
    }

    @Override
    public Class<?> type() {
        return form.type();
    }

    /**
     * Returns the stream.
     *
     * @throws java.io.IOException if the key is no stream, or the server refuses
     * @throws io.leat.connector.UnavailableException if the server does not answer
     */
    @Override
    public List<? extends SourcePartition<T>> partitions() throws Exception {
        try (Jedis jedis = address.connect(ANSWER_MS)) {
            address.requireStream(jedis);
        } catch (RuntimeException e) {
            throw address.failure(e, "cannot be read");
        }
        return List.of(new Part());
    }

    @Override
    public boolean live() {
        return !bounded;
    }

    @Override
    public boolean timed() {
        return true;
    }

    @Override
    public String positionKind() {
        return "ids of a Redis stream";
    }

    @Override
    public String toString() {
        return address.toString();
    }

    private final class Part implements SourcePartition<T> {
        @Override
        public String name() {
            return address.stream();
        }

        @Override
        public SourceReader<T> open(@Nullable Position from) {
            Place place = Place.of(from, start);
            return StreamReader.open(address, bounded, form, place);
        }

        @Override
        public String toString() {
            return name();
        }
    }
}
