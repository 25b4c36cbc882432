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
     * @throws Exception if the input fails as a whole; a single bad record is {@link Records#unreadable} instead. The engine
     *     opens the partition again a bounded number of times, where the reader stood. A reader of a live source throws before
     *     it hands out anything, or the job fails at once: what it would give next cannot be told
     */
    Status read(Records<? super T> out, int atMost) throws Exception;

    /** Returns where the reader stands after the last {@link #read}. */
    Position position();

    /**
     * Closes it.
     *
     * @throws IOException if it could not
     */
    @Override
    default void close() throws IOException {}
}
