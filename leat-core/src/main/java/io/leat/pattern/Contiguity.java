// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.pattern;

/** What may lie between two events of a match that follow each other. */
public enum Contiguity {
    /** Nothing: the next event of the key must match. */
    STRICT,
    /** Whatever does not match: the next event that does is taken. */
    RELAXED,
    /** Anything, also events that match: each of them is taken in a match of its own. */
    ANY
}
