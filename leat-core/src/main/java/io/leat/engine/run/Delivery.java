// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.engine.run;

import io.leat.codec.DynamicCodec;
import io.leat.connector.SinkContext;
import io.leat.connector.TransactionalSink;
import io.leat.connector.Transactions;
import io.leat.engine.directory.JobDirectory;
import io.leat.engine.failure.Retry;
import io.leat.engine.replica.JobContext;
import io.leat.engine.replica.Outbox;
import io.leat.failure.PipelineException;
import io.leat.graph.Step;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Brings the results of sealed epochs to a transactional sink, one epoch after the other, each in a transaction that carries its
 * number. What was sealed before a crash and did not arrive is brought first. One thread.
 */
final class Delivery {
    private final String step;
    private final JobDirectory directory;
    private final DynamicCodec codec;
    private final Transactions<@Nullable Object> transactions;
    /** The last epoch that is known to have arrived. */
    private long marker;

    private Delivery(
            String step,
            JobDirectory directory,
            DynamicCodec codec,
            Transactions<@Nullable Object> transactions,
            long marker) {
        this.step = step;
        this.directory = directory;
        this.codec = codec;
        this.transactions = transactions;
        this.marker = marker;
    }

    /**
     * Opens a sink.
     *
     * @throws PipelineException if it cannot be opened
     */
    private static Delivery open(Step.To to, SinkContext context, JobDirectory directory, DynamicCodec codec) {
        try {
            Transactions<@Nullable Object> transactions = connect((TransactionalSink<?>) to.sink(), context);
            return new Delivery(to.name(), directory, codec, transactions, transactions.committed());
        } catch (Exception e) {
            throw new PipelineException("sink '" + to.name() + "' cannot be opened: " + e.getMessage(), e);
        }
    }

    /**
     * Opens the transactional sinks of a job.
     *
     * @throws PipelineException if one cannot be opened
     */
    static List<Delivery> openAll(JobContext job, JobDirectory directory) {
        List<Delivery> deliveries = new ArrayList<>();
        for (Step step : job.plan().graph().steps()) {
            if (step instanceof Step.To to && to.sink() instanceof TransactionalSink<?>) {
                deliveries.add(open(to, job.sinkContext(to), directory, job.types()));
            }
        }
        return deliveries;
    }

    @SuppressWarnings("unchecked") // the sink was given for the records of its stream
    private static Transactions<@Nullable Object> connect(TransactionalSink<?> sink, SinkContext context)
            throws Exception {
        return (Transactions<@Nullable Object>) sink.connect(context);
    }

    /** Brings the results of one epoch; returns whether there were any to bring. */
    boolean work() throws IOException {
        List<Long> waiting = directory.unacknowledged(step);
        if (waiting.isEmpty()) {
            return false;
        }
        bring(waiting.get(0));
        return true;
    }

    private void bring(long epoch) throws IOException {
        if (epoch > marker) {
            byte[] results = directory.results(step, epoch);
            Retry.run(step, () -> commit(epoch, results));
            marker = epoch;
        }
        directory.acknowledge(step, epoch);
    }

    /** A commit that seems to have failed may have arrived. */
    private void commit(long epoch, byte[] results) throws Exception {
        try {
            transactions.commit(epoch, Outbox.results(results, codec));
        } catch (Exception e) {
            if (transactions.committed() < epoch) {
                throw e;
            }
        }
    }

    /** How many sealed epochs have not arrived. */
    int backlog() {
        return directory.unacknowledged(step).size();
    }

    void close() throws IOException {
        try {
            transactions.close();
        } catch (IOException | RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IOException("sink '" + step + "' cannot be closed: " + e.getMessage(), e);
        }
    }
}
