// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.failure;

/** What was thrown in an earlier life of a job: its text and its stack, not its class. */
public final class StoredException extends Exception {
    private static final long serialVersionUID = 1L;

    private final String text;

    /**
     * @param text what {@code toString} of the exception gave
     * @param stack where it was thrown
     */
    public StoredException(String text, StackTraceElement[] stack) {
        super(text, null, false, true);
        this.text = text;
        setStackTrace(stack);
    }

    /** Returns what the exception's own {@code toString} gave. */
    @Override
    public String toString() {
        return text;
    }
}
