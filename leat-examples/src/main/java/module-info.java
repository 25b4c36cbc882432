// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

/** Programs that show one idea each. */
module io.leat.examples {
    requires transitive io.leat.core;
    requires io.leat.connector.file;
    requires io.leat.connector.jdbc;
    requires io.leat.connector.kafka;
    requires transitive java.sql;
    requires static transitive org.jspecify;

    exports io.leat.examples.alert;
    exports io.leat.examples.exactlyonce;
    exports io.leat.examples.fleet;
    exports io.leat.examples.instances;
    exports io.leat.examples.join;
    exports io.leat.examples.limits;
    exports io.leat.examples.nexmark;
    exports io.leat.examples.nexmark.query;
    exports io.leat.examples.pattern;
    exports io.leat.examples.price;
    exports io.leat.examples.seed;
    exports io.leat.examples.servers;
    exports io.leat.examples.sessions;
    exports io.leat.examples.silence;
}
