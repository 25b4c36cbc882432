// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.connector.redis;

import io.leat.connector.Format;
import io.leat.connector.SinkContext;
import io.leat.connector.TransactionalSink;
import io.leat.connector.Transactions;

/**
 * A sink that adds results to a stream, exactly once: those of an epoch in one {@code MULTI … EXEC}, which moves the marker too. Immutable; made
 * by {@link RedisStreams#to}.
 *
 * <p>Nobody sees a part of an epoch. The server keeps a whole epoch in memory before it executes it. The marker is the hash {@code leat:epoch:JOB/STEP}; it
 * must not be deleted while the job may go on.
 *
 * <p>Results are as durable as the server makes what it has answered: with {@code appendonly yes} and {@code appendfsync always} they survive a
 * loss of power, with {@code everysec} those of about the last second do not, and without an append-only file those since the last snapshot do not
 * even survive a crash. Leat does not send again what the server has confirmed.
 */
public final class RedisSink<T> extends TransactionalSink<T> {
    private final RedisAddress address;
    private final Format<? super T> values;
    private final String field;
    private final long maxLength;

    RedisSink(RedisAddress address, Format<? super T> values, String field, long maxLength) {
        this.address = address;
        this.values = values;
        this.field = field;
        this.maxLength = maxLength;
    }

    /** Returns this sink, writing to another field of the entries. */
    public RedisSink<T> field(String name) {
        return new RedisSink<>(address, values, name, maxLength);
    }

    /**
     * Returns this sink, trimming the stream to about that many entries: Redis removes whole nodes, so that up to some hundred more stay.
     *
     * @throws IllegalArgumentException if it is less than 1
     */
    public RedisSink<T> maxLength(long entries) {
        if (entries < 1) {
            throw new IllegalArgumentException("the length of a stream is " + entries + ": give 1 or more");
        }
        return new RedisSink<>(address, values, field, entries);
    }

    @Override
    public Transactions<T> connect(SinkContext context) throws Exception {
        RedisTransactions<T> transactions =
                new RedisTransactions<>(address, new Entries<>(values, field, maxLength), context);
        transactions.takeOver();
        return transactions;
    }

    @Override
    public String toString() {
        return address.toString();
    }
}
