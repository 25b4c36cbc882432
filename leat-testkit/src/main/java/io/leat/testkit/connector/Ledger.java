// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.testkit.connector;

import io.leat.connector.Result;
import io.leat.connector.SinkContext;
import io.leat.connector.TransactionalSink;
import io.leat.connector.Transactions;
import java.util.ArrayList;
import java.util.List;

/** Keeps in memory what a job has got, once each, over all its lives. Thread-safe. */
final class Ledger extends TransactionalSink<Sample> {
    private final List<Sample> samples = new ArrayList<>();
    private long marker;
    private long life;

    @Override
    public synchronized Transactions<Sample> connect(SinkContext context) {
        return new Life(++life);
    }

    /** Waits until there are so many samples, or for so long. */
    synchronized void await(int count, long patienceMs) throws InterruptedException {
        long until = System.currentTimeMillis() + patienceMs;
        while (samples.size() < count && System.currentTimeMillis() < until) {
            wait(100);
        }
    }

    synchronized List<Sample> samples() {
        return List.copyOf(samples);
    }

    private synchronized void commit(long of, long epoch, Iterable<Result<Sample>> results) {
        if (of != life) {
            throw new IllegalStateException("another one has taken over");
        }
        results.forEach(result -> samples.add(result.value()));
        marker = epoch;
        notifyAll();
    }

    private synchronized long marker() {
        return marker;
    }

    private final class Life implements Transactions<Sample> {
        private final long number;

        Life(long number) {
            this.number = number;
        }

        @Override
        public long committed() {
            return marker();
        }

        @Override
        public void commit(long epoch, Iterable<Result<Sample>> results) {
            Ledger.this.commit(number, epoch, results);
        }
    }
}
