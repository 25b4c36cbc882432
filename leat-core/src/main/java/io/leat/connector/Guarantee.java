// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.connector;

/** What a sink makes of the results of a job that keeps its state in a directory, when it is killed and goes on. */
public enum Guarantee {
    /** Each result is there once: what was not sealed with an epoch is taken back, or was never seen. */
    EXACTLY_ONCE("exactly once"),

    /** A result may be written again with the same key, in whose place it then is as if it was written once. */
    IDEMPOTENT("exactly once by key"),

    /** No result is lost; those since the last epoch may come again. */
    AT_LEAST_ONCE("at least once");

    private final String words;

    Guarantee(String words) {
        this.words = words;
    }

    /** Returns it in words. */
    @Override
    public String toString() {
        return words;
    }
}
