// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

/** Aggregates that are roughly right in little memory. */
module io.leat.sketches {
    requires static transitive org.jspecify;
    requires transitive io.leat.core;
    requires hash4j;
    requires sketches.java;

    exports io.leat.sketch;
}
