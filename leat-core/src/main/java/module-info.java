// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

/** The engine and its API. What is not exported is private. */
module io.leat.core {
    requires static transitive org.jspecify;
    requires org.objectweb.asm;

    exports io.leat;
    exports io.leat.aggregate;
    exports io.leat.codec;
    exports io.leat.connector;
    exports io.leat.failure;
    exports io.leat.function;
    exports io.leat.graph;
    exports io.leat.join;
    exports io.leat.metric;
    exports io.leat.pattern;
    exports io.leat.state;
    exports io.leat.time;
    exports io.leat.window;
}
