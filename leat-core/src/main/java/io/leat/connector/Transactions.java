// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.connector;

/**
 * An open {@link TransactionalSink}. Called by one thread at a time.
 *
 * <p>When this is opened, what an earlier one of the same job and step has left open must be over: rolled back or fenced.
 */
public interface Transactions<T> {
    /**
     * Returns the marker: the last epoch that was committed for this {@linkplain SinkContext#run run} of this job and step; 0 if
     * there is none, or only one of another run, or the target does not keep one.
     *
     * @throws UnavailableException if the target cannot be reached for now
     * @throws Exception if it cannot be told; the engine calls again a bounded number of times, then the job stops
     */
    long committed() throws Exception;

    /**
     * Commits the results of an epoch and the epoch as the marker, both or none. When this returns they are there for good.
     *
     * @param epoch larger than the marker; epochs without results are left out
     * @param results in their order; can be gone through once for each time that it is asked for an iterator
     * @throws UnavailableException if the target cannot be reached for now: the engine then goes on as with others, for longer
     * @throws Exception if it could not; the engine then asks for the marker and, unless it is this epoch, calls again with the
     *     same results, a bounded number of times
     */
    void commit(long epoch, Iterable<Result<T>> results) throws Exception;

    /**
     * Closes it; what is not committed is rolled back.
     *
     * @throws Exception if it could not
     */
    default void close() throws Exception {}
}
