// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.testkit.connector;

import io.leat.connector.Source;
import java.io.IOException;
import java.util.List;

/** A place of its own that a source reads from: a new topic, table or file for each check. */
public interface SourceTarget extends AutoCloseable {
    /**
     * Returns the source, which reads all there is from the beginning. Asked for again after a restart.
     *
     * @throws Exception if there is none
     */
    Source<Sample> source() throws Exception;

    /**
     * Puts samples there; of each partition in this order. A live source gets them while it is read, another one before.
     *
     * @throws Exception if they are not there when this returns
     */
    void put(List<Sample> samples) throws Exception;

    /**
     * Puts something there that is no sample.
     *
     * @return whether that is possible; not, unless overridden
     * @throws Exception if it could not
     */
    default boolean putUnreadable() throws Exception {
        return false;
    }

    /**
     * Makes the place unreachable.
     *
     * @return whether that is possible; not, unless overridden
     * @throws Exception if it could not
     */
    default boolean disconnect() throws Exception {
        return false;
    }

    /**
     * Makes it reachable again.
     *
     * @throws Exception if it could not
     */
    default void reconnect() throws Exception {}

    @Override
    default void close() throws IOException {}

    /** Makes a target. */
    @FunctionalInterface
    interface Maker {
        SourceTarget make() throws Exception;
    }
}
