// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.engine.log;

import io.leat.codec.Codec;
import io.leat.codec.CodecException;
import io.leat.engine.log.segment.LoggedEvent;
import io.leat.history.EventHistory;
import io.leat.history.Recorded;
import io.leat.history.Replay;
import io.leat.time.Millis;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.function.Consumer;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/** A log of events, and the codec that tells what they are. */
public final class StoredHistory<T> implements EventHistory<T> {
    private final EventLog log;
    private final Codec<T> codec;
    private final Class<T> type;
    private final InstantSource clock;

    /**
     * Makes one.
     *
     * @param clock by which replays go that have a speed
     */
    public StoredHistory(EventLog log, Codec<T> codec, Class<T> type, InstantSource clock) {
        this.log = log;
        this.codec = codec;
        this.type = type;
        this.clock = clock;
    }

    @Override
    public long size() {
        return log.endIndex() - log.firstIndex();
    }

    @Override
    public Optional<Recorded<T>> first() {
        try (Stream<Recorded<T>> all = arrived(Instant.MIN, Instant.MAX)) {
            return all.findFirst();
        }
    }

    @Override
    public List<Recorded<T>> recent(int count) {
        if (count < 0) {
            throw new IllegalArgumentException("the " + count + " latest events: give 0 or more");
        }
        return attempt(() -> log.recent(count).stream().map(this::recorded).toList());
    }

    @Override
    public Stream<Recorded<T>> range(Instant from, Instant to) {
        long fromMs = from(from, to);
        return stream(log.range(fromMs, to(to)));
    }

    @Override
    public Stream<Recorded<T>> arrived(Instant from, Instant to) {
        long fromMs = from(from, to);
        return stream(attempt(() -> log.arrivedBetween(fromMs, to(to))));
    }

    @Override
    public Replay<T> replay(Instant from, Instant to) {
        long fromMs = from(from, to);
        return Replay.of(type, position -> ReplayedEvents.byArrival(log, codec, fromMs, to(to), position), clock);
    }

    @Override
    public Replay<T> replayByTime(Instant from, Instant to) {
        long fromMs = from(from, to);
        return Replay.of(type, position -> ReplayedEvents.byTime(log, codec, fromMs, to(to), position), clock);
    }

    /** Returns the first millisecond in a range. */
    private static long from(Instant from, Instant to) {
        if (from.isAfter(to)) {
            throw new IllegalArgumentException("the range begins at " + from + ", after its end " + to + ": swap them");
        }
        long ms = to(from);
        return ms != Long.MAX_VALUE
                        && ms != Long.MIN_VALUE
                        && Millis.instant(ms).isBefore(from)
                ? ms + 1
                : ms;
    }

    /** Returns the last millisecond of a range. */
    private static long to(Instant to) {
        try {
            return to.toEpochMilli();
        } catch (ArithmeticException e) {
            return to.isBefore(Instant.EPOCH) ? Long.MIN_VALUE : Long.MAX_VALUE;
        }
    }

    // ---- events ---------------------------------------------------------------------------------------------------

    private Recorded<T> recorded(LoggedEvent event) {
        T decoded = decode(codec, event);
        return new Recorded<>(
                event.index(), Millis.instant(event.arrivalMs()), Millis.instant(event.timeMs()), decoded);
    }

    static <T> T decode(Codec<T> codec, LoggedEvent event) {
        try {
            return codec.decode(event.bytes());
        } catch (CodecException e) {
            throw new CodecException("event " + event.index() + " of the log cannot be read: " + e.getMessage(), e);
        }
    }

    private Stream<Recorded<T>> stream(LoggedEvents events) {
        return StreamSupport.stream(new Rows(events), false)
                .onClose(() -> attempt(() -> {
                    events.close();
                    return true;
                }));
    }

    private final class Rows extends Spliterators.AbstractSpliterator<Recorded<T>> {
        private final LoggedEvents events;

        Rows(LoggedEvents events) {
            super(Long.MAX_VALUE, Spliterator.ORDERED | Spliterator.NONNULL | Spliterator.IMMUTABLE);
            this.events = events;
        }

        @Override
        @SuppressWarnings("NullAway") // the work may give null, which NullAway does not read from its type argument
        public boolean tryAdvance(Consumer<? super Recorded<T>> action) {
            LoggedEvent next = attempt(events::next);
            if (next == null) {
                attempt(() -> {
                    events.close();
                    return true;
                });
                return false;
            }
            action.accept(recorded(next));
            return true;
        }
    }

    @FunctionalInterface
    private interface Work<R extends @Nullable Object> {
        R run() throws IOException;
    }

    private static <R extends @Nullable Object> R attempt(Work<R> work) {
        try {
            return work.run();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
