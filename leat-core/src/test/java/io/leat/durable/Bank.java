// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.durable;

import io.leat.connector.Result;
import io.leat.connector.SinkContext;
import io.leat.connector.TransactionalSink;
import io.leat.connector.Transactions;
import java.util.ArrayList;
import java.util.List;

/** A transactional sink that outlives jobs: what was committed, and the marker. It can fail before it commits, or after. */
final class Bank<T> extends TransactionalSink<T> {
    private final List<T> committed = new ArrayList<>();
    private String run = "";
    private long marker;
    private int failing;

    /** Makes the next commits fail, the first before it has done anything, the second after, and so on. */
    synchronized void failing(int times) {
        failing = times;
    }

    synchronized List<T> committed() {
        return List.copyOf(committed);
    }

    @Override
    public Transactions<T> connect(SinkContext context) {
        return new Transactions<>() {
            @Override
            public long committed() {
                synchronized (Bank.this) {
                    return context.run().equals(run) ? marker : 0;
                }
            }

            @Override
            public void commit(long epoch, Iterable<Result<T>> results) {
                synchronized (Bank.this) {
                    boolean fails = failing > 0;
                    if (fails && failing-- % 2 == 1) {
                        throw new IllegalStateException("the bank is closed");
                    }
                    results.forEach(result -> committed.add(result.value()));
                    run = context.run();
                    marker = epoch;
                    if (fails) {
                        throw new IllegalStateException("the line was cut");
                    }
                }
            }
        };
    }
}
