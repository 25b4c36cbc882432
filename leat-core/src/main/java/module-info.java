// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

/** The engine and its API. What is not exported is private; the test kit alone may run the hosts step by step. */
@SuppressWarnings("module") // the test kit is built after this module
module io.leat.core {
    requires static transitive org.jspecify;
    requires jdk.jfr;
    requires org.objectweb.asm;

    exports io.leat;
    exports io.leat.aggregate;
    exports io.leat.codec;
    exports io.leat.connector;
    exports io.leat.connector.console;
    exports io.leat.connector.inbox;
    exports io.leat.connector.memory;
    exports io.leat.failure;
    exports io.leat.function;
    exports io.leat.graph;
    exports io.leat.history;
    exports io.leat.inspect;
    exports io.leat.join;
    exports io.leat.metric;
    exports io.leat.observe;
    exports io.leat.pattern;
    exports io.leat.state;
    exports io.leat.time;
    exports io.leat.window;
    exports io.leat.engine.checkpoint to
            io.leat.testkit;
    exports io.leat.engine.directory to
            io.leat.testkit;
    exports io.leat.engine.directory.format to
            io.leat.testkit;
    exports io.leat.engine.disk to
            io.leat.testkit;
    exports io.leat.engine.log to
            io.leat.testkit;
    exports io.leat.engine.log.segment to
            io.leat.testkit;
    exports io.leat.engine.run to
            io.leat.testkit;
}
