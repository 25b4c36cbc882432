// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.engine.run;

import io.leat.codec.DynamicCodec;
import io.leat.connector.Transactions;
import io.leat.engine.replica.Outbox;
import org.jspecify.annotations.Nullable;

/** A transactional sink, as it receives the results of epochs. */
final class SinkReceiver implements Delivery.Receiver {
    private final Transactions<@Nullable Object> transactions;
    private final DynamicCodec codec;

    @SuppressWarnings("unchecked") // the sink was given for the records of its stream
    SinkReceiver(Transactions<?> transactions, DynamicCodec codec) {
        this.transactions = (Transactions<@Nullable Object>) transactions;
        this.codec = codec;
    }

    @Override
    public long committed() throws Exception {
        return transactions.committed();
    }

    @Override
    public void commit(long epoch, byte[] results) throws Exception {
        transactions.commit(epoch, Outbox.results(results, codec));
    }

    @Override
    public void close() throws Exception {
        transactions.close();
    }
}
