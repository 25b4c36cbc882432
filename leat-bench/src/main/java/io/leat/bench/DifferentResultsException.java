// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.bench;

/** Says that the two sides of a work do not give the same results, so that there is nothing to compare. */
final class DifferentResultsException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    DifferentResultsException(String message) {
        super(message);
    }
}
