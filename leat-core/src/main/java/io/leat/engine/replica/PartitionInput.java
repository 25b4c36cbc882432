// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.engine.replica;

import io.leat.connector.Position;
import io.leat.connector.Records;
import io.leat.connector.SourceLog;
import io.leat.connector.SourcePartition;
import io.leat.connector.SourceReader;
import io.leat.connector.UnavailableException;
import io.leat.engine.failure.Outage;
import io.leat.engine.failure.Retry;
import io.leat.engine.port.StepFailedException;
import io.leat.engine.port.Tally;
import io.leat.failure.PipelineException;
import io.leat.graph.Step;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * An open partition, which is opened again if reading it fails: a replayed one at a position that it had before, from where
 * the records that were handed out already are skipped.
 */
final class PartitionInput {
    /** A position costs an object, so one is taken every so many batches; that bounds what is read twice. */
    private static final int BATCHES_PER_POSITION = 1_024;

    private final Step.From step;
    private final SourcePartition<Object> partition;
    private final @Nullable SourceLog<Object> log;
    private final boolean live;
    private final Tally tally;
    private final Retry retry;
    private final Outage outage;
    private long againNanos;
    private SourceReader<Object> reader;

    /** A position of the reader, and how many records it has handed out since. */
    private @Nullable Position known;

    private long since;
    private int batches;

    @SuppressWarnings("unchecked") // whatever it reads is an object
    private PartitionInput(
            Step.From step, SourcePartition<?> partition, Tally tally, JobContext job, @Nullable Position from)
            throws Exception {
        this.step = step;
        this.partition = (SourcePartition<Object>) partition;
        this.log = (SourceLog<Object>) job.log(step, partition);
        this.live = SourceDriver.side(step, partition).live();
        this.tally = tally;
        this.retry = job.retry();
        this.outage = retry.newOutage(step.name());
        this.known = from;
        this.reader = opened(from);
    }

    private SourceReader<Object> opened(@Nullable Position from) throws Exception {
        return log == null ? partition.open(from) : partition.open(from, log);
    }

    /**
     * Opens a partition.
     *
     * @param tally counts the records that are handed out as {@code in}
     * @param from a position to go on from; null to begin at the beginning
     * @throws PipelineException if it cannot be opened
     */
    static PartitionInput open(
            Step.From step, SourcePartition<?> partition, Tally tally, JobContext job, @Nullable Position from) {
        try {
            return new PartitionInput(step, partition, tally, job, from);
        } catch (Exception e) {
            throw new PipelineException("source '" + step.name() + "' cannot be opened: " + e.getMessage(), e);
        }
    }

    /**
     * Hands at most {@code atMost} records to {@code out}; more after a failure, none while it {@linkplain #isUnavailable cannot be
     * reached}.
     *
     * @throws StepFailedException if the partition keeps failing
     */
    SourceReader.Status read(Records<Object> out, int atMost) {
        if (outage.isOn() && System.nanoTime() - againNanos < 0) {
            return SourceReader.Status.EMPTY;
        }
        long before = tally.in;
        SourceReader.Status status;
        try {
            status = reader.read(out, atMost);
            outage.end();
        } catch (UnavailableException e) {
            againNanos = System.nanoTime() + outage.pauseMs(e) * 1_000_000;
            status = SourceReader.Status.EMPTY;
        } catch (StepFailedException e) {
            throw e;
        } catch (Exception e) {
            status = readAgain(out, atMost, before, e);
        }
        since += tally.in - before;
        if (++batches == BATCHES_PER_POSITION) {
            position();
        }
        return status;
    }

    private SourceReader.Status readAgain(Records<Object> out, int atMost, long before, Exception first) {
        if (live && tally.in != before) {
            throw new StepFailedException(step.name(), first);
        }
        SourceReader.Status[] status = {SourceReader.Status.EMPTY};
        retry.again(
                step.name(),
                () -> {
                    if (live) {
                        reopen(position());
                        status[0] = reader.read(out, atMost);
                    } else {
                        reopen(known);
                        status[0] = readPast(since + tally.in - before, out, atMost);
                    }
                },
                first);
        return status[0];
    }

    private void reopen(@Nullable Position from) throws Exception {
        reader.close();
        reader = opened(from);
    }

    /** Reads until more than {@code skipped} records have come, and hands out those behind. */
    private SourceReader.Status readPast(long skipped, Records<Object> out, int atMost) throws Exception {
        Skip skip = new Skip(skipped, out);
        while (true) {
            SourceReader.Status status = reader.read(skip, atMost);
            if (skip.left == 0) {
                return status;
            }
            if (status == SourceReader.Status.END) {
                throw new IOException("partition '" + partition.name() + "' has " + skip.left
                        + " records less than when it was read before");
            }
        }
    }

    /** Lets go of the first records. */
    private static final class Skip implements Records<Object> {
        private final Records<Object> out;
        private long left;

        Skip(long left, Records<Object> out) {
            this.left = left;
            this.out = out;
        }

        private boolean skips() {
            if (left == 0) {
                return false;
            }
            left--;
            return true;
        }

        @Override
        public void add(Object value) {
            if (!skips()) {
                out.add(value);
            }
        }

        @Override
        public void add(Object value, long timestamp) {
            if (!skips()) {
                out.add(value, timestamp);
            }
        }

        @Override
        public void watermark(long timestamp) {
            out.watermark(timestamp); // no harm if it has come before
        }

        @Override
        public void unreadable(String origin, Object raw, String reason, @Nullable Exception cause) {
            if (!skips()) {
                out.unreadable(origin, raw, reason, cause);
            }
        }
    }

    /** Returns whether what it is read from cannot be reached: nobody knows then whether there are records. */
    boolean isUnavailable() {
        return outage.isOn();
    }

    String name() {
        return partition.name();
    }

    /** Returns where the reader stands, between two calls of {@link #read}. */
    Position position() {
        Position position = reader.position();
        known = position;
        since = 0;
        batches = 0;
        return position;
    }

    /** Lets the reader know that the job will go on from a position or a later one. */
    void committed(Position position) {
        retry.run(step.name(), () -> reader.committed(position));
    }

    void close() throws IOException {
        reader.close();
    }
}
