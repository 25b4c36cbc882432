// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.engine.log;

import io.leat.codec.Codec;
import io.leat.connector.Position;
import io.leat.engine.log.segment.LoggedEvent;
import io.leat.history.Replay;
import java.io.IOException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Events of a log that are read again. Those that were appended after it was first opened are not among them, also after a restart:
 * a position says where the log ended then.
 */
final class ReplayedEvents<T> implements Replay.Events<T> {
    private final Codec<T> codec;
    private final LoggedEvents events;
    private final Stand begin;
    private @Nullable LoggedEvent at;

    /**
     * Where it stands: before the event with an index, which in the order of time is the first that has at least this time and index.
     *
     * @param endIndex of the first event that is not replayed
     * @param firstIndex of the first event that was retained when it was first opened
     */
    private record Stand(long timeMs, long index, long endIndex, long firstIndex) {
        static Stand of(EventLog log, @Nullable Position position) {
            if (position == null) {
                return new Stand(Long.MIN_VALUE, 0, log.endIndex(), log.firstIndex());
            }
            String[] parts = position.text().split(":", -1);
            return new Stand(
                    Long.parseLong(parts[0]),
                    Long.parseLong(parts[1]),
                    Long.parseLong(parts[2]),
                    Long.parseLong(parts[3]));
        }

        Stand at(long newTimeMs, long newIndex) {
            return new Stand(newTimeMs, newIndex, endIndex, firstIndex);
        }

        Position position() {
            return new Position(timeMs + ":" + index + ":" + endIndex + ":" + firstIndex);
        }
    }

    private ReplayedEvents(Codec<T> codec, LoggedEvents events, Stand begin) {
        this.codec = codec;
        this.events = events;
        this.begin = begin;
    }

    static <T> ReplayedEvents<T> byArrival(
            EventLog log, Codec<T> codec, long fromMs, long toMs, @Nullable Position position) throws IOException {
        Stand stand = Stand.of(log, position);
        LoggedEvents events = log.arrivedBetween(fromMs, toMs, stand.index, stand.endIndex);
        if (position != null) {
            requireRetained(log, events, Math.max(stand.index, stand.firstIndex));
        }
        return new ReplayedEvents<>(codec, events, stand);
    }

    static <T> ReplayedEvents<T> byTime(
            EventLog log, Codec<T> codec, long fromMs, long toMs, @Nullable Position position) throws IOException {
        Stand stand = Stand.of(log, position);
        LoggedEvents events = log.range(Math.max(fromMs, stand.timeMs), toMs, stand.endIndex);
        if (position != null) {
            requireRetained(log, events, stand.firstIndex);
        }
        return new ReplayedEvents<>(codec, new From(events, stand), stand);
    }

    /** Checks, when what is to be read is held, that it was still there. */
    private static void requireRetained(EventLog log, LoggedEvents events, long firstIndex) throws IOException {
        if (log.firstIndex() > firstIndex) {
            events.close();
            throw new IOException("the replay cannot go on: it would read from event " + firstIndex
                    + " on, and those before " + log.firstIndex() + " are not retained any more");
        }
    }

    /** Passes over those that come before a place in the order of time. */
    private record From(LoggedEvents events, Stand stand) implements LoggedEvents {
        @Override
        public @Nullable LoggedEvent next() throws IOException {
            LoggedEvent event = events.next();
            while (event != null && event.timeMs() == stand.timeMs && event.index() < stand.index) {
                event = events.next();
            }
            return event;
        }

        @Override
        public void close() throws IOException {
            events.close();
        }
    }

    @Override
    public boolean next() throws IOException {
        LoggedEvent event = events.next();
        if (event != null) {
            at = event;
        }
        return event != null;
    }

    private LoggedEvent at() {
        return Objects.requireNonNull(at, "it stands at no event");
    }

    @Override
    public T event() {
        return StoredHistory.decode(codec, at());
    }

    @Override
    public long timeMs() {
        return at().timeMs();
    }

    @Override
    public Position before() {
        return begin.at(at().timeMs(), at().index()).position();
    }

    @Override
    public Position behind() {
        LoggedEvent event = at;
        return (event == null ? begin : begin.at(event.timeMs(), event.index() + 1)).position();
    }

    @Override
    public void close() throws IOException {
        events.close();
    }
}
