// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.connector.nats;

import io.leat.connector.Guarantee;
import io.leat.connector.SinkContext;
import io.leat.connector.TransactionalSink;
import io.leat.connector.Transactions;
import java.util.function.Function;

/**
 * A sink that publishes results on a subject of a JetStream stream, those of an epoch once it is sealed. Immutable; made by {@link Nats#to}.
 *
 * <p>Each message has an id of job, step, run, epoch and index ({@code Nats-Msg-Id}), and is the same each time it is sent. What comes again within
 * the stream's duplicate window (two minutes unless set) the server drops, so that each result is there once: if the job, when it was killed or could not reach the
 * server, goes on within that time. If it takes longer, the results of the last epoch may be there twice, with the same ids. A stream with a window of less
 * than a minute is refused.
 *
 * <p>An epoch becomes visible message by message; JetStream has no transactions.
 */
public final class NatsSink<T> extends TransactionalSink<T> {
    private final NatsAddress address;
    private final Outgoing<T> messages;

    NatsSink(NatsAddress address, Outgoing<T> messages) {
        this.address = address;
        this.messages = messages;
    }

    /**
     * Returns this sink with one more header on each message.
     *
     * @throws IllegalArgumentException if the name is blank or the server's own
     */
    public NatsSink<T> header(String name, Function<? super T, String> value) {
        return new NatsSink<>(address, messages.header(name, value));
    }

    /** Returns {@link Guarantee#IDEMPOTENT}, within the duplicate window of the stream. */
    @Override
    public Guarantee guarantee() {
        return Guarantee.IDEMPOTENT;
    }

    @Override
    public Transactions<T> connect(SinkContext context) throws Exception {
        NatsTransactions<T> transactions = new NatsTransactions<>(address, messages, context);
        transactions.connect();
        return transactions;
    }

    @Override
    public String toString() {
        return "nats subject '" + messages.subject() + "' at " + address;
    }
}
