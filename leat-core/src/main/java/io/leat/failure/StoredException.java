// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.failure;

/** What was thrown in an earlier life of a job: the message is what its {@code toString} gave, and the stack is its own; its class is not there. */
public final class StoredException extends Exception {
    private static final long serialVersionUID = 1L;

    /**
     * @param text what {@code toString} of the exception gave
     * @param stack where it was thrown
     */
    public StoredException(String text, StackTraceElement[] stack) {
        super(text, null, false, true);
        setStackTrace(stack);
    }
}
