// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.connector;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * An open sink. Called by one thread at a time, but for {@link #force}.
 *
 * <p>A job cuts the stream into epochs. At the end of each it calls {@link #checkpoint} and {@link #force}, seals the epoch with what
 * the first returned, and then calls {@link #committed}. When it is killed it goes on from the last epoch that it has sealed: it opens the sink with the
 * {@linkplain SinkContext#state state} of that one, and writes again what came after it. When its input ends it calls {@link #finish},
 * and takes one more epoch. So a sink that shows only what is committed, and on opening takes back what came after its state, has each
 * result exactly once.
 *
 * <p>Where it says that the engine calls again a bounded number of times, five within a second are meant; after an {@link
 * UnavailableException} it goes on for minutes, and the stream waits for it.
 */
public interface SinkWriter<T> extends AutoCloseable {
    /**
     * Writes a result. It may be buffered until {@link #flush}.
     *
     * @param timestamp event time in milliseconds since 1970-01-01T00:00Z
     * @throws Exception if it could not; the engine calls again with the same result a bounded number of times
     */
    void write(T value, long timestamp) throws Exception;

    /**
     * Makes visible what was written, unless that waits for {@link #committed}. Called now and then, and before {@link #close}.
     *
     * @throws Exception if it could not; the engine calls again a bounded number of times
     */
    default void flush() throws Exception {}

    /**
     * Takes note of a point of the stream: every result of the epochs up to this one has been written, none of a later one. The stream
     * waits for it, so what takes long is left to {@link #force}. Whether the epoch counts is not known yet: {@link #committed} tells.
     *
     * @return what the sink has to know to go on from here, in {@link SinkContext#state}; null for nothing. It is kept with every
     *     epoch, so it must not grow with the results
     * @throws Exception if it could not; the engine calls again with the same epoch a bounded number of times, then the job
     *     stops
     */
    default @Nullable String checkpoint(long epoch) throws Exception {
        return null;
    }

    /**
     * Makes all that was written before {@link #checkpoint} of this epoch survive a loss of power. Called before the epoch is sealed, in
     * a thread of its own, while the next epoch is being written.
     *
     * @throws Exception if that is not known; the job then stops, and this is not called again: what could not be forced once may seem to be
     *     there later, and be lost nevertheless
     */
    default void force(long epoch) throws Exception {}

    /**
     * Takes note that an epoch is sealed: the job will go on from it or a later one, so its results and those of the epochs before may
     * be published. Called by the thread that writes, some time after {@link #checkpoint}; not for every epoch, and the last one before
     * a crash may be missed: then {@link Sink#open(SinkContext)} with the state of that epoch has to do the same.
     *
     * @throws Exception if it could not; the engine calls again a bounded number of times, then the job stops
     */
    default void committed(long epoch) throws Exception {}

    /**
     * Takes note that the input has ended: no result follows. The next {@link #checkpoint} is that of a complete sink, and once
     * its epoch is {@link #committed} nothing may be left unpublished. Called before that checkpoint, not after it, so that what is to be
     * published is in its state, and a job that dies before it could publish needs no more than to open the sink again. Not called when
     * a job is suspended, cancelled or fails; one without a directory may leave it out, since there {@link #close} is the end.
     *
     * @throws Exception if it could not; the engine calls again a bounded number of times, then the job stops
     */
    default void finish() throws Exception {}

    /**
     * Closes it. What is not committed is not published by that: the job may go on later.
     *
     * @throws IOException if it could not
     */
    @Override
    default void close() throws IOException {}
}
