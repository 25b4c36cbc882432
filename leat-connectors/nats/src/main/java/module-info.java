// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

/** A source and a sink for streams of NATS JetStream. */
module io.leat.connector.nats {
    requires static transitive org.jspecify;
    requires transitive io.leat.core;
    requires io.nats.jnats;

    exports io.leat.connector.nats;
}
