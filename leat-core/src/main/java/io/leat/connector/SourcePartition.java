// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.connector;

import org.jspecify.annotations.Nullable;

/** A part of a source that has an order and a watermark of its own: a file, a Kafka partition. */
public interface SourcePartition<T> {
    /** Returns a name that is unique in the source and the same after a restart. */
    String name();

    /**
     * Opens the partition.
     *
     * @param from a position of an earlier reader to go on from; null to begin at the beginning
     * @throws Exception if it cannot be opened
     */
    SourceReader<T> open(@Nullable Position from) throws Exception;

    /**
     * Opens the partition of a source that has {@linkplain Source#logged asked} for a log, in a job with a directory.
     *
     * @param from a position of an earlier reader to go on from; null to begin at the beginning
     * @throws Exception if it cannot be opened
     */
    default SourceReader<T> open(@Nullable Position from, SourceLog<T> log) throws Exception {
        return open(from);
    }
}
