// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.connector;

import io.leat.codec.Codec;
import java.io.IOException;
import java.util.Collection;
import org.jspecify.annotations.Nullable;

/**
 * The log of the events of a partition, which the engine keeps in the directory of a job for a source that {@linkplain
 * Source#logged asks for it}. An event has an index in it, from 0, and a position is the index of the next event. Thread-safe.
 */
public interface SourceLog<T> {
    /**
     * What a source asks of its log.
     *
     * @param codec makes bytes of events
     * @param durable whether an event counts as appended when it is forced to the disk, not already when the operating system
     *     has it
     * @param retainMs how long events are kept after their arrival, in milliseconds; {@code Long.MAX_VALUE} for ever
     * @param retainBytes how much of the log is kept; {@code Long.MAX_VALUE} for all. What a restart would read again is kept in any
     *     case
     */
    record Terms<T>(Codec<T> codec, boolean durable, long retainMs, long retainBytes) {}

    /**
     * Appends events, one behind the other, and returns when all of them are in the log. The clock's time is their arrival, and,
     * unless the source knows a better one, their event time.
     *
     * @throws io.leat.codec.CodecException if one cannot be written; then none was appended
     * @throws IOException if the log could not be written; whether they are in it is not known, and it takes no more
     */
    void append(Collection<? extends T> events) throws IOException;

    /** Returns the index of the next event. */
    long end();

    /**
     * Reads the log, and follows it while events are appended: its input never ends. One reader at a time.
     *
     * @param from a position of an earlier reader to go on from; null to begin at the beginning
     */
    Reader<T> read(@Nullable Position from) throws IOException;

    /** Reads a log. */
    interface Reader<T> extends SourceReader<T> {
        /** Returns the index of the event that is read next: the position as a number. */
        long next();
    }
}
