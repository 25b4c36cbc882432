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
    private final boolean onlyWriter;

    NatsSink(NatsAddress address, Outgoing<T> messages, boolean onlyWriter) {
        this.address = address;
        this.messages = messages;
        this.onlyWriter = onlyWriter;
    }

    /**
     * Returns this sink with one more header on each message.
     *
     * @throws IllegalArgumentException if the name is blank or the server's own
     */
    public NatsSink<T> header(String name, Function<? super T, String> value) {
        return new NatsSink<>(address, messages.header(name, value), onlyWriter);
    }

    /**
     * Returns this sink for a stream that nobody else writes to: then each result is there once, however long the job or the server was away. Each
     * message names the one it has to follow, and the last message of the stream tells how far the job has come; so that must not be deleted, and the stream must be
     * no work queue. With another writer the job fails.
     */
    public NatsSink<T> onlyWriter() {
        return new NatsSink<>(address, messages, true);
    }

    /** Returns {@link Guarantee#EXACTLY_ONCE} if it is the only writer; else {@link Guarantee#IDEMPOTENT}, within the duplicate window. */
    @Override
    public Guarantee guarantee() {
        return onlyWriter ? Guarantee.EXACTLY_ONCE : Guarantee.IDEMPOTENT;
    }

    @Override
    public Transactions<T> connect(SinkContext context) throws Exception {
        String id = context.job() + "/" + context.step() + "/" + context.run() + "/";
        if (onlyWriter) {
            OnlyWriter<T> writer = new OnlyWriter<>(new Publisher<>(address, messages, true), id);
            writer.committed();
            return writer;
        }
        NatsTransactions<T> transactions = new NatsTransactions<>(new Publisher<>(address, messages, false), id);
        transactions.connect();
        return transactions;
    }

    @Override
    public String toString() {
        return "nats subject '" + messages.subject() + "' at " + address;
    }
}
