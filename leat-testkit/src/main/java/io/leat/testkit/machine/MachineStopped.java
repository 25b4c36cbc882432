// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.testkit.machine;

/** The machine stands still: thrown by every call of its disk. An error, since nothing may go on after it. */
public final class MachineStopped extends Error {
    private static final long serialVersionUID = 1L;

    MachineStopped(String message) {
        super(message, null, false, false); // many thousands are thrown, and where is known by the operation
    }
}
