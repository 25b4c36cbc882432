// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

/** A source and a sink for Apache Kafka. */
module io.leat.connector.kafka {
    requires static transitive org.jspecify;
    requires transitive io.leat.core;
    requires kafka.clients;

    exports io.leat.connector.kafka;
}
