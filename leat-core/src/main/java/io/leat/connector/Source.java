// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.connector;

import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.function.Function;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/**
 * Where events come from. A description: opening it is the engine's business, and it can be opened again.
 *
 * @param <T> the events
 */
public abstract class Source<T> {
    /** Returns the class of the events; {@code Object.class} if it is not known. */
    public abstract Class<?> type();

    /**
     * Returns the partitions, at least one; the same names each time.
     *
     * @throws Exception if the source cannot be looked at: a file that is not there, a broker that does not answer
     */
    public abstract List<? extends SourcePartition<T>> partitions() throws Exception;

    /**
     * Returns the partitions that have come since they were last asked for, by {@link #partitions} or by this, while the source is
     * read: of a topic that was given more of them. They are read from their beginning. Called by one thread, some times a second; it does not
     * wait, and what takes long is found out by a thread of the source's own. Asked only of live sources.
     *
     * @throws Exception if it cannot be told; the job then fails
     */
    public List<? extends SourcePartition<T>> newPartitions() throws Exception {
        return List.of();
    }

    /**
     * Returns whether events come as they happen. A source that is not live is replayed: it is read at full speed, is never
     * idle and never looks at the clock.
     */
    public boolean live() {
        return false;
    }

    /** Returns whether the events' time is known, from the source itself or by {@code timedBy}. */
    public boolean timed() {
        return timestamps() != null;
    }

    /** Returns the function given to {@code timedBy}, or null. */
    public @Nullable ToLongFunction<? super T> timestamps() {
        return null;
    }

    /**
     * Returns how a job with a directory is to log the events of this source, which has one partition then; null if it is not
     * to. Asked for when such a job is started.
     *
     * @throws io.leat.codec.CodecException if the events cannot be written as bytes
     */
    public SourceLog.@Nullable Terms<T> logged() {
        return null;
    }

    /** Returns this source with the time of its events given by a function. */
    public Source<T> timedBy(Function<? super T, Instant> time) {
        return new Timed<>(this, t -> time.apply(t).toEpochMilli());
    }

    /** Returns this source with the time of its events given in milliseconds since 1970-01-01T00:00Z. */
    public Source<T> timedByMillis(ToLongFunction<? super T> time) {
        return new Timed<>(this, time);
    }

    /**
     * Returns this bounded source followed by a live one, as one source with one watermark: the files of the last months, then
     * what happens now.
     *
     * <p>The live source is opened when the job starts, and read when every partition of this one has ended; so what it is given
     * meanwhile is kept where it is, in the broker or the buffer of a {@link Push}, whose {@code emit} waits while that is full.
     * Nothing is lost at the seam, and nothing comes twice that is not in both sources. While the history is read it is replayed:
     * as fast as possible, aligned with other replayed sources, never idle. The live partitions begin where the history has
     * ended: with the watermark of its partition that came furthest. So an event that the disorder bound does not reach is late
     * also across the seam.
     *
     * @param live a live source of the same events
     * @throws IllegalArgumentException if this source is live, {@code live} is not or has a history already, or one of them does
     *     not know its events' time
     */
    public Source<T> followedBy(Source<T> live) {
        return Backfill.of(this, live);
    }

    /**
     * Returns this live source with the time of its events given by the job's clock when they are read, whatever time they have:
     * windows behind it go by processing time. Within a partition that never goes back, so none of them is late.
     *
     * @throws IllegalArgumentException if this source is not live
     */
    public Source<T> timedByArrival() {
        return new ArrivalSource<>(this);
    }

    /** Returns a bounded source of these events, in this order, as one partition. */
    @SafeVarargs
    @SuppressWarnings("varargs")
    public static <T> Source<T> of(T... events) {
        return new ListSource<>(List.of(Arrays.asList(events)));
    }

    /** Returns a bounded source of these events, in this order, as one partition. The collection must not change. */
    public static <T> Source<T> of(Collection<T> events) {
        return new ListSource<>(List.of(events));
    }

    /** Returns a bounded source of several partitions, each in its order. The collections must not change. */
    public static <T> Source<T> ofPartitions(Collection<? extends Collection<T>> partitions) {
        return new ListSource<>(partitions);
    }

    /**
     * Returns what kind of positions its readers have: a job goes on only with a source of the kind that its positions are of. The
     * simple name of the class unless overridden.
     */
    public String positionKind() {
        return getClass().getSimpleName();
    }

    @Override
    public String toString() {
        return getClass().getSimpleName();
    }

    /** A source with a function that tells the time of its events. */
    static final class Timed<T> extends Source<T> {
        private final Source<T> source;
        private final ToLongFunction<? super T> time;

        Timed(Source<T> source, ToLongFunction<? super T> time) {
            this.source = source;
            this.time = time;
        }

        @Override
        public Class<?> type() {
            return source.type();
        }

        @Override
        public List<? extends SourcePartition<T>> partitions() throws Exception {
            return source.partitions();
        }

        @Override
        public List<? extends SourcePartition<T>> newPartitions() throws Exception {
            return source.newPartitions();
        }

        @Override
        public boolean live() {
            return source.live();
        }

        @Override
        public SourceLog.@Nullable Terms<T> logged() {
            return source.logged();
        }

        @Override
        public ToLongFunction<? super T> timestamps() {
            return time;
        }

        @Override
        public String positionKind() {
            return source.positionKind();
        }

        @Override
        public String toString() {
            return source.toString();
        }
    }
}
