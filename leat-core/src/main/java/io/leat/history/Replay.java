// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.history;

import io.leat.connector.Position;
import io.leat.connector.Records;
import io.leat.connector.Source;
import io.leat.connector.SourcePartition;
import io.leat.connector.SourceReader;
import java.io.Closeable;
import java.io.IOException;
import java.time.InstantSource;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A bounded source of events that were recorded, with the times that they had then.
 *
 * <p>It ends with the events that are in the log when it is opened. As long as it is read, what it reads is retained. Like every
 * source that is not live it is never idle and does not look at the clock, not even {@linkplain #atSpeed with a speed}: so its results
 * are the same each time.
 */
public final class Replay<T> extends Source<T> {
    private final Class<T> type;
    private final Opening<T> opening;
    private final InstantSource clock;
    /** How much faster than the events happened; infinite for as fast as possible. */
    private final double speed;

    private Replay(Class<T> type, Opening<T> opening, InstantSource clock, double speed) {
        this.type = type;
        this.opening = opening;
        this.clock = clock;
        this.speed = speed;
    }

    /** Reads events that were recorded. */
    @FunctionalInterface
    public interface Opening<T> {
        /**
         * Begins to read.
         *
         * @param from a position to go on from; null to begin at the beginning
         */
        Events<T> open(@Nullable Position from) throws IOException;
    }

    /** Events that are being read: before the first, at one, or behind the last. */
    public interface Events<T> extends Closeable {
        /** Goes on to the next event; returns whether there is one. */
        boolean next() throws IOException;

        /** Returns the event. */
        T event();

        /** Returns the event time in milliseconds since 1970. */
        long timeMs();

        /** Returns a position to begin with this event again. */
        Position before();

        /** Returns a position to go on behind this event; before the first, to begin with that. */
        Position behind();
    }

    /**
     * Returns a source of what is opened, at full speed.
     *
     * @param clock by which it goes if it is given a speed
     */
    public static <T> Replay<T> of(Class<T> type, Opening<T> opening, InstantSource clock) {
        return new Replay<>(type, opening, clock, Double.POSITIVE_INFINITY);
    }

    /**
     * Returns a new source of the same events, each of which comes when as much time has passed by the job's clock since the first one
     * as between their event times, divided by a factor: with 1 as fast as they happened, with 60 an hour in a minute. One with a
     * time before that of another that has come does not wait.
     *
     * @param factor above zero
     */
    public Replay<T> atSpeed(double factor) {
        if (!(factor > 0)) {
            throw new IllegalArgumentException("a replay at " + factor + " times the speed: give a factor above zero");
        }
        return new Replay<>(type, opening, clock, factor);
    }

    @Override
    public Class<?> type() {
        return type;
    }

    @Override
    public boolean timed() {
        return true;
    }

    @Override
    public List<? extends SourcePartition<T>> partitions() {
        return List.of(new Partition());
    }

    @Override
    public String toString() {
        return "replay of " + type.getSimpleName();
    }

    private final class Partition implements SourcePartition<T> {
        @Override
        public String name() {
            return "replay";
        }

        @Override
        public SourceReader<T> open(@Nullable Position from) throws IOException {
            return new Reader(opening.open(from));
        }
    }

    private final class Reader implements SourceReader<T> {
        private final Events<T> events;
        /** Whether it stands at an event that has not come yet. */
        private boolean early;

        private boolean begun;
        private long firstTimeMs;
        private long begunMs;

        Reader(Events<T> events) {
            this.events = events;
        }

        @Override
        public Status read(Records<? super T> out, int atMost) throws IOException {
            for (int n = 0; n < atMost; n++) {
                if (!early && !events.next()) {
                    return Status.END;
                }
                early = isEarly(events.timeMs());
                if (early) {
                    return n > 0 ? Status.MORE : Status.EMPTY;
                }
                out.add(events.event(), events.timeMs());
            }
            return Status.MORE;
        }

        private boolean isEarly(long timeMs) {
            if (speed == Double.POSITIVE_INFINITY) {
                return false;
            }
            if (!begun) {
                begun = true;
                firstTimeMs = timeMs;
                begunMs = clock.millis();
            }
            return (double) timeMs - firstTimeMs > speed * ((double) clock.millis() - begunMs);
        }

        @Override
        public Position position() {
            return early ? events.before() : events.behind();
        }

        @Override
        public void close() throws IOException {
            events.close();
        }
    }
}
