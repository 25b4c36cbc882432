// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.connector.nats;

import io.leat.connector.Result;
import io.leat.connector.Transactions;
import io.nats.client.PublishOptions;
import io.nats.client.impl.Headers;

/** Publishes epochs with ids by which the server knows what it has got before. It keeps no marker. */
final class NatsTransactions<T> implements Transactions<T> {
    private final Publisher<T> publisher;
    private final String id;

    /**
     * Makes one that is not connected yet.
     *
     * @param id of the job, the step and the run; that of a message begins with it
     */
    NatsTransactions(Publisher<T> publisher, String id) {
        this.publisher = publisher;
        this.id = id;
    }

    void connect() throws Exception {
        try {
            publisher.connect();
        } catch (Exception e) {
            throw publisher.failed(e);
        }
    }

    @Override
    public long committed() {
        return 0;
    }

    @Override
    public void commit(long epoch, Iterable<Result<T>> results) throws Exception {
        try {
            long index = 0;
            for (Result<T> result : results) {
                String message = id + epoch + "/" + index++;
                publisher.publish(
                        result.value(), new Headers(), PublishOptions.builder().messageId(message));
            }
            publisher.await();
        } catch (Exception e) {
            throw publisher.failed(e);
        }
    }

    @Override
    public void close() {
        publisher.close();
    }
}
