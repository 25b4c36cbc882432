// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.history;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The events that a source was given, from the log in its job's directory: those that are retained, until now. Thread-safe; it does
 * not disturb the job, and can be asked when that has ended.
 *
 * <p>Every method throws an {@link java.io.UncheckedIOException} if the log cannot be read, and a {@link
 * io.leat.codec.CodecException} if an event in it cannot; the streams do so when they get there.
 */
public interface EventHistory<T> {
    /** Returns how many events are retained. */
    long size();

    /** Returns the event that arrived first of those retained; empty if there is none. */
    Optional<Recorded<T>> first();

    /**
     * Returns the events that arrived last, newest last.
     *
     * @throws IllegalArgumentException if {@code count} is negative
     */
    List<Recorded<T>> recent(int count);

    /**
     * Returns the events with a time in a range, both ends included, by time, of equal ones by arrival.
     *
     * <p>They are read as the stream is consumed: the first costs some milliseconds however many there are, and memory is bounded.
     * What it reads is retained until it is consumed or closed, so close it: {@code try (var events = history.range(from, to))}.
     *
     * @throws IllegalArgumentException if {@code from} is after {@code to}
     */
    Stream<Recorded<T>> range(Instant from, Instant to);

    /**
     * Returns the events that arrived in a range, both ends included, in that order. They are read as the stream is consumed, which is
     * to be closed; see {@link #range}.
     *
     * @throws IllegalArgumentException if {@code from} is after {@code to}
     */
    Stream<Recorded<T>> arrived(Instant from, Instant to);

    /**
     * Returns a bounded source of the events that arrived in a range, both ends included, in that order: what the job was given then,
     * with its disorder, so that the same events are late.
     *
     * @throws IllegalArgumentException if {@code from} is after {@code to}
     */
    Replay<T> replay(Instant from, Instant to);

    /**
     * Returns a bounded source of the events with a time in a range, both ends included, by time: what happened then, whenever it
     * became known. None of them is late.
     *
     * @throws IllegalArgumentException if {@code from} is after {@code to}
     */
    Replay<T> replayByTime(Instant from, Instant to);
}
