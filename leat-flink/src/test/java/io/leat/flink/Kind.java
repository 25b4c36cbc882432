// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.flink;

/** Which operator a case is about. */
enum Kind {
    /** Tumbling windows that give an update for each late event within the allowed lateness. */
    TUMBLING,
    /** Sessions. */
    SESSION,
    /** A full interval join of two sources. */
    INTERVAL_JOIN;

    /** Returns how many sources there are. */
    int sources() {
        return this == INTERVAL_JOIN ? 2 : 1;
    }
}
