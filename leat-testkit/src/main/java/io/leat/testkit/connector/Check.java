// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.testkit.connector;

/**
 * Something that a connector has to do.
 *
 * @param name what that is, as a sentence
 */
public record Check(String name, Action action) {
    /** What is done to find out. */
    @FunctionalInterface
    public interface Action {
        void run() throws Exception;
    }

    /**
     * Finds out whether it does.
     *
     * @throws AssertionError if it does not, with what was expected
     * @throws Exception if the target or the connector fails
     */
    public void run() throws Exception {
        action.run();
    }
}
