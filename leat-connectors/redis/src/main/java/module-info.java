// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

/** A source and a sink for streams of Redis. */
module io.leat.connector.redis {
    requires static transitive org.jspecify;
    requires transitive io.leat.core;
    requires redis.clients.jedis;

    exports io.leat.connector.redis;
}
