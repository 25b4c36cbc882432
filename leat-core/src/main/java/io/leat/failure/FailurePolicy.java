// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.failure;

/** What a step does with a record on which its user function threw. */
public enum FailurePolicy {
    /** The record becomes a {@link DeadLetter}, the job goes on. The default. */
    DEAD_LETTER,
    /** The record is dropped and counted as failed, the job goes on. */
    SKIP,
    /** The job stops with the exception as its cause. */
    FAIL;

    /** Returns {@link #DEAD_LETTER}. */
    public static FailurePolicy deadLetter() {
        return DEAD_LETTER;
    }

    /** Returns {@link #SKIP}. */
    public static FailurePolicy skip() {
        return SKIP;
    }

    /** Returns {@link #FAIL}. */
    public static FailurePolicy fail() {
        return FAIL;
    }
}
