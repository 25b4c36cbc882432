// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.testkit.simulate;

import io.leat.connector.Result;
import io.leat.connector.Sink;
import io.leat.connector.SinkContext;
import io.leat.connector.TransactionalSink;
import io.leat.connector.Transactions;
import io.leat.testkit.host.Recorder;
import io.leat.testkit.machine.Machine;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/**
 * A transactional sink whose results and marker outlive the process. A call may fail before or after it has committed; what is left
 * of an earlier process is fenced.
 */
final class Ledger extends TransactionalSink<Object> implements Outside {
    private final List<Recorder.Out> results = new ArrayList<>();
    private final Refusals refusals;
    private final Supplier<Machine> machine;
    private String run = "";
    private long marker;
    private int connections;

    /** {@code machine}: of the process that runs now. */
    Ledger(Refusals refusals, Supplier<Machine> machine) {
        this.refusals = refusals;
        this.machine = machine;
    }

    @Override
    public Transactions<Object> connect(SinkContext context) throws IOException {
        refusals.mayFail("connect");
        return new Connection(context.run(), ++connections);
    }

    private final class Connection implements Transactions<Object> {
        private final String asked;
        private final int number;

        Connection(String asked, int number) {
            this.asked = asked;
            this.number = number;
        }

        @Override
        public long committed() throws IOException {
            requireUnfenced();
            refusals.mayFail("committed");
            return run.equals(asked) ? marker : 0;
        }

        @Override
        public void commit(long epoch, Iterable<Result<Object>> all) throws IOException {
            requireUnfenced();
            refusals.mayFail("commit, before it was done");
            if (run.equals(asked) && epoch <= marker) {
                throw new AssertionError("epoch " + epoch + " is committed, though the marker is " + marker);
            }
            machine.get().outside("commit of epoch " + epoch, () -> commitNow(epoch, all));
            refusals.mayFail("commit, after it was done");
        }

        private void commitNow(long epoch, Iterable<Result<Object>> all) {
            all.forEach(result -> results.add(new Recorder.Out(result.value(), result.timestamp())));
            run = asked;
            marker = epoch;
        }

        private void requireUnfenced() {
            if (number != connections) {
                throw new AssertionError("connection " + number + " is used, though there are " + connections);
            }
        }
    }

    @Override
    public Sink<Object> sink() {
        return this;
    }

    @Override
    public List<Recorder.Out> results() {
        return List.copyOf(results);
    }

    @Override
    public String toString() {
        return "transactional";
    }
}
