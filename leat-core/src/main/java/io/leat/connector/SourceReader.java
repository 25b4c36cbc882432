// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.connector;

import java.io.IOException;

/**
 * An open partition of a source. Called by one thread at a time; it should not wait for input longer than some
 * milliseconds, since its thread has other work.
 */
public interface SourceReader<T> extends AutoCloseable {
    /** What a call of {@link #read} has found out. */
    enum Status {
        /** There may be more now. */
        MORE,
        /** There is nothing now; there may be later. */
        EMPTY,
        /** There is nothing and never will be. */
        END
    }

    /**
     * Hands at most {@code atMost} records to {@code out}.
     *
     * @throws UnavailableException if what it reads from cannot be reached for now. The reader is called again after a pause and goes on
     *     behind the records it has handed out; until then the partition is neither idle nor at its end. It throws again until it has an
     *     answer: {@link Status#EMPTY} says that the outage is over
     * @throws Exception if the input fails as a whole; a single bad record is {@link Records#unreadable} instead. The engine
     *     opens the partition again a bounded number of times, where the reader stood. A reader of a live source throws before
     *     it hands out anything, or the job fails at once: what it would give next cannot be told
     */
    Status read(Records<? super T> out, int atMost) throws Exception;

    /** Returns where the reader stands after the last {@link #read}. */
    Position position();

    /**
     * Takes note that the job will go on from a position or a later one: what is before it is done with, and may be acknowledged or
     * deleted where it came from. Called by the thread that reads, some time after the epoch is sealed in which the reader stood there;
     * not for every epoch, and the last ones before a crash are missed. In a job that keeps everything in memory it is called only if that has a {@link
     * TransactionalSink}.
     *
     * @throws Exception if it could not; the engine calls again a bounded number of times, then the job stops
     */
    default void committed(Position position) throws Exception {}

    /**
     * Closes it.
     *
     * @throws IOException if it could not
     */
    @Override
    default void close() throws IOException {}
}
