// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.connector.redis;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.leat.connector.Format;
import java.util.Map;
import redis.clients.jedis.Transaction;
import redis.clients.jedis.params.XAddParams;

/**
 * How a result becomes an entry.
 *
 * @param maxLength of the stream, about; 0 for any
 */
record Entries<T>(Format<? super T> values, String field, long maxLength) {
    void add(Transaction transaction, byte[] stream, T value) {
        XAddParams params = new XAddParams();
        if (maxLength > 0) {
            params.maxLen(maxLength).approximateTrimming();
        }
        transaction.xadd(stream, params, Map.of(field.getBytes(UTF_8), values.write(value)));
    }
}
