// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.testkit.connector;

import io.leat.connector.Sink;
import java.io.IOException;
import java.util.List;

/** A place of its own that a sink writes to: a new topic, table or file for each check. */
public interface SinkTarget extends AutoCloseable {
    /**
     * Returns the sink. Asked for again after a restart.
     *
     * @throws Exception if there is none
     */
    Sink<Sample> sink() throws Exception;

    /**
     * Returns what somebody sees who reads the place as its users do, in the order of writing if it has one.
     *
     * @throws Exception if it cannot be read
     */
    List<Sample> contents() throws Exception;

    /** Returns whether it has an order; it does unless overridden. */
    default boolean ordered() {
        return true;
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
        SinkTarget make() throws Exception;
    }
}
