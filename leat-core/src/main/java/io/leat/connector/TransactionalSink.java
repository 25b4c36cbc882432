// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.connector;

/**
 * A sink that takes results in transactions which carry a marker, so that each of them is there once, whatever is killed when.
 *
 * <p>The results of an epoch are kept by the job, on disk if it has a directory, until the epoch is sealed. Then one transaction
 * brings them all, and the number of the epoch with them. A job that goes on asks for that number, and brings what is missing. So
 * results come an epoch late, and a target that cannot be reached stops the job, not its results, which are in its directory.
 *
 * @param <T> the results
 */
public abstract class TransactionalSink<T> extends Sink<T> {
    /**
     * Opens the sink for a job.
     *
     * @throws Exception if it cannot be opened; the job then fails before it reads an event
     */
    public abstract Transactions<T> connect(SinkContext context) throws Exception;

    /**
     * Returns {@link Guarantee#EXACTLY_ONCE}, unless the target keeps no marker. {@link Transactions#committed} says 0 then, so that an
     * epoch of which it is not known whether it has arrived comes again, with the same results; and this says what the target makes of that.
     */
    @Override
    public Guarantee guarantee() {
        return Guarantee.EXACTLY_ONCE;
    }

    /** Not for this kind of sink, of which the engine calls {@link #connect}. */
    @Override
    public final SinkWriter<T> open() {
        throw new UnsupportedOperationException("sink '" + this
                + "' takes results by epochs, which only the job of a pipeline has: use it with EventStream.to(…)");
    }
}
