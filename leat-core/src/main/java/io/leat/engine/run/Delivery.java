// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.engine.run;

import io.leat.connector.TransactionalSink;
import io.leat.connector.UnavailableException;
import io.leat.engine.directory.JobDirectory;
import io.leat.engine.failure.Retry;
import io.leat.engine.letter.LetterStore;
import io.leat.engine.replica.JobContext;
import io.leat.engine.replica.Replica;
import io.leat.failure.PipelineException;
import io.leat.graph.Step;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Brings the results of sealed epochs to where they are to be, one epoch after the other, each with its number: to a transactional sink,
 * or dead letters to their store. What was sealed before a crash and did not arrive is brought first. One thread.
 */
final class Delivery {
    private static final long UNKNOWN = -1;

    private final String step;
    private final JobDirectory directory;
    private final Receiver receiver;
    private final Retry retry;
    /** The last epoch that is known to have arrived; {@code UNKNOWN} until the receiver could be asked. */
    private long marker;
    /** The last epoch that was given to the receiver, whatever came of it. */
    private long begun;

    /** Takes the results of epochs, and knows which it has. */
    interface Receiver {
        /** Returns the last epoch that has arrived; 0 if none has. */
        long committed() throws Exception;

        void commit(long epoch, byte[] results) throws Exception;

        void close() throws Exception;
    }

    private Delivery(String step, JobDirectory directory, Receiver receiver, Retry retry) throws Exception {
        this.step = step;
        this.directory = directory;
        this.receiver = receiver;
        this.retry = retry;
        this.marker = markerIfReachable();
    }

    /** What cannot be reached when the job starts is waited for, like later. */
    private long markerIfReachable() throws Exception {
        try {
            return receiver.committed();
        } catch (UnavailableException e) {
            return UNKNOWN;
        }
    }

    /**
     * Opens all receivers of a job.
     *
     * @param letters the store of its dead letters; null if they are not kept
     * @throws PipelineException if one cannot be opened
     */
    static List<Delivery> openAll(JobContext job, JobDirectory directory, @Nullable LetterStore letters) {
        List<Delivery> deliveries = new ArrayList<>();
        for (Step step : job.plan().graph().steps()) {
            if (step instanceof Step.To to && to.sink() instanceof TransactionalSink<?> sink) {
                deliveries.add(open(to, sink, job, directory));
            }
        }
        if (letters != null) {
            deliveries.add(open(letters, job, directory));
        }
        return deliveries;
    }

    private static Delivery open(Step.To to, TransactionalSink<?> sink, JobContext job, JobDirectory directory) {
        try {
            return new Delivery(
                    to.name(),
                    directory,
                    new SinkReceiver(
                            sink.connect(job.sinkContext(to)), job.types().part(to.name())),
                    job.retry());
        } catch (Exception e) {
            throw new PipelineException("sink '" + to.name() + "' cannot be opened: " + e.getMessage(), e);
        }
    }

    private static Delivery open(LetterStore letters, JobContext job, JobDirectory directory) {
        try {
            Receiver store = new Receiver() {
                @Override
                public long committed() throws IOException {
                    return letters.committed();
                }

                @Override
                public void commit(long epoch, byte[] results) throws IOException {
                    letters.commit(epoch, results, job.clock().millis());
                }

                @Override
                public void close() throws IOException {
                    letters.close();
                }
            };
            return new Delivery(Replica.LETTERS, directory, store, job.retry());
        } catch (Exception e) {
            throw new PipelineException("the store of dead letters cannot be opened: " + e.getMessage(), e);
        }
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
        if (marker == UNKNOWN) {
            retry.run(step, () -> marker = receiver.committed());
        }
        if (epoch > marker) {
            byte[] results = directory.results(step, epoch);
            retry.run(step, () -> commit(epoch, results));
            marker = epoch;
        }
        directory.acknowledge(step, epoch);
    }

    /** A commit that seems to have failed may have arrived: it is tried again only once it is known that it has not. */
    private void commit(long epoch, byte[] results) throws Exception {
        if (begun == epoch && receiver.committed() >= epoch) {
            return;
        }
        begun = epoch;
        receiver.commit(epoch, results);
    }

    /** How many sealed epochs have not arrived. */
    int backlog() {
        return directory.unacknowledged(step).size();
    }

    void close() throws IOException {
        try {
            receiver.close();
        } catch (IOException | RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IOException("sink '" + step + "' cannot be closed: " + e.getMessage(), e);
        }
    }
}
