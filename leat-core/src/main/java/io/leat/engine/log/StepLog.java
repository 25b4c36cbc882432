// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.engine.log;

import io.leat.codec.BinaryReader;
import io.leat.codec.BinaryWriter;
import io.leat.codec.Codec;
import io.leat.codec.CodecException;
import io.leat.connector.Position;
import io.leat.connector.Records;
import io.leat.connector.Source;
import io.leat.connector.SourceLog;
import io.leat.history.EventHistory;
import java.io.Closeable;
import java.io.IOException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.LongConsumer;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/**
 * The log of a source's events, as the source and the thread that reads it have it: events instead of bytes.
 *
 * <p>Where the reader stands, the engine can leave a mark: that the watermark went on with the clock there, since nothing came. A
 * later reader finds it in the same place. And it tells when the event arrived that was read last, so that what depends on the
 * clock is decided as it was. Appending is thread-safe; the rest is the reader's.
 */
public final class StepLog<T> implements SourceLog<T>, Closeable {
    private final EventLog log;
    private final Codec<T> codec;
    private final Class<?> type;
    private final @Nullable ToLongFunction<? super T> time;
    private final InstantSource clock;
    private volatile long next;
    private long arrivalMs;
    private LongConsumer onMark = watermark -> {};
    private long untilMs = Long.MAX_VALUE;

    /**
     * Makes one.
     *
     * @param source whose events they are
     */
    public StepLog(EventLog log, Codec<T> codec, Source<T> source, InstantSource clock) {
        this.log = log;
        this.codec = codec;
        this.type = source.type();
        this.time = source.timestamps();
        this.clock = clock;
    }

    /** Lets it be read up to the last event that arrived at a time or before, whatever comes later. Returns this. */
    public StepLog<T> until(long lastArrivalMs) {
        untilMs = lastArrivalMs;
        return this;
    }

    // ---- for whoever emits ----------------------------------------------------------------------------------------

    @Override
    public void append(Collection<? extends T> events) throws IOException {
        List<NewEvent> encoded = new ArrayList<>(events.size());
        for (T event : events) {
            encoded.add(new NewEvent(codec.encode(event), timeMs(event)));
        }
        log.append(encoded, clock.millis());
    }

    /** An event whose time cannot be told is told so when it is read. */
    private long timeMs(T event) {
        try {
            return time == null ? EventLog.BY_ARRIVAL : time.applyAsLong(event);
        } catch (Exception e) {
            return EventLog.BY_ARRIVAL;
        }
    }

    @Override
    public long end() {
        return log.endIndex();
    }

    // ---- for the reader -------------------------------------------------------------------------------------------

    @Override
    public Reader<T> read(@Nullable Position from) throws IOException {
        next = from == null ? 0 : from.number();
        return new LogReader(log.from(next));
    }

    private final class LogReader implements Reader<T> {
        private final Cursor cursor;
        private boolean over;

        LogReader(Cursor cursor) {
            this.cursor = cursor;
        }

        @Override
        public Status read(Records<? super T> out, int atMost) throws IOException {
            int n = 0;
            while (n < atMost && !over && cursor.next()) {
                over = !cursor.isMark() && cursor.arrivalMs() > untilMs;
                if (over) {
                    break;
                }
                if (cursor.isMark()) {
                    onMark.accept(new BinaryReader(cursor.bytes()).readLong());
                } else {
                    arrivalMs = cursor.arrivalMs();
                    hand(out);
                    next = cursor.index() + 1;
                    n++;
                }
            }
            return n > 0 ? Status.MORE : Status.EMPTY;
        }

        private void hand(Records<? super T> out) {
            T event;
            try {
                event = codec.decode(cursor.bytes());
            } catch (CodecException e) {
                out.unreadable("log:" + cursor.index(), cursor.bytes(), "it cannot be decoded: " + e.getMessage(), e);
                return;
            }
            if (time == null) {
                out.add(event, cursor.timeMs());
            } else {
                out.add(event);
            }
        }

        @Override
        public long next() {
            return next;
        }

        @Override
        public Position position() {
            return Position.of(next);
        }

        @Override
        public void close() throws IOException {
            cursor.close();
        }
    }

    /** Returns when the event arrived that was read last, by the clock then. */
    public long arrivalMs() {
        return arrivalMs;
    }

    /** Sets who is told of marks when they are read. */
    public void onMark(LongConsumer who) {
        onMark = who;
    }

    /**
     * Notes that the watermark has gone on by the clock where the reader stands.
     *
     * @return false if events have come meanwhile, and it is not to go on
     */
    public boolean mark(long watermark) throws IOException {
        BinaryWriter what = new BinaryWriter();
        what.writeLong(watermark);
        return log.mark(next, what.toByteArray());
    }

    // ---- for whoever keeps it -------------------------------------------------------------------------------------

    /**
     * Returns what is in the log.
     *
     * @throws IllegalArgumentException if events are not of that class
     */
    @SuppressWarnings("unchecked") // the log has events of a subclass of that class
    public <E> EventHistory<E> history(Class<E> events) {
        if (!events.isAssignableFrom(type)) {
            throw new IllegalArgumentException("the events are of " + type.getName() + ", not of " + events.getName());
        }
        return new StoredHistory<>(log, (Codec<E>) codec, events, clock);
    }

    /** Returns the log itself. */
    public EventLog events() {
        return log;
    }

    @Override
    public void close() throws IOException {
        log.close();
    }
}
