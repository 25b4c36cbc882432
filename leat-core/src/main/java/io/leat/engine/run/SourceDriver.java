// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.engine.run;

import static io.leat.time.Millis.minus;

import io.leat.connector.Records;
import io.leat.connector.SourceReader;
import io.leat.engine.checkpoint.Snapshot;
import io.leat.engine.failure.StepFailures;
import io.leat.engine.port.Receiver;
import io.leat.engine.port.Tally;
import io.leat.graph.Step;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/**
 * Reads one partition: gives each record its time, refuses what cannot be one, and pushes it with the watermark that the
 * records before it imply. This is where the way of an event begins.
 */
final class SourceDriver implements Records<Object> {
    /** How many records are read before the watermark is moved and others get their turn. */
    private static final int BATCH = 256;
    /** Event time lies within about 146 million years of 1970, so that windows can be computed without a check. */
    private static final long TIME_LIMIT = 1L << 62;
    /** The time of records of a source that does not know any; nothing with time comes behind it. */
    private static final long NO_TIME = Long.MIN_VALUE;

    private final Setup setup;
    private final PartitionInput partition;
    private final @Nullable ToLongFunction<Object> time;
    private final Receiver<@Nullable Object> next;
    private final Tally tally;
    private final StepFailures failures;
    private final long boundMs;
    private final long maxFutureSkewMs;
    /** Whether a record without a time gets the clock's. */
    private final boolean stamps;

    private final boolean eager;
    private @Nullable SourceNode node;
    private int input;
    private long largest;
    private long watermark;
    private boolean ended;

    /**
     * What a driver is made of.
     *
     * @param alignmentIndex the partition's place in the alignment; -1 if it has none
     * @param eager whether the watermark is to be moved after each record, since somebody can tell
     */
    record Setup(
            Step.From step,
            PartitionInput partition,
            Receiver<@Nullable Object> next,
            Tally tally,
            StepFailures failures,
            InstantSource clock,
            SourceAlignment alignment,
            int alignmentIndex,
            boolean eager) {}

    @SuppressWarnings("unchecked") // the function was given for the records of this source
    SourceDriver(Setup setup, Snapshot.@Nullable PartitionState from) {
        this.setup = setup;
        this.partition = setup.partition();
        this.time = (ToLongFunction<Object>) setup.step().source().timestamps();
        this.next = setup.next();
        this.tally = setup.tally();
        this.failures = setup.failures();
        this.boundMs = setup.step().watermarks().boundMs();
        boolean live = setup.step().source().live();
        this.maxFutureSkewMs = setup.step().watermarks().maxFutureSkewMs(live);
        this.stamps = live && time == null && setup.step().source().timed();
        this.eager = setup.eager();
        this.largest = from == null ? Long.MIN_VALUE : from.largestTime();
        this.ended = from != null && from.ended();
        this.watermark = ended ? Long.MAX_VALUE : implied(largest);
    }

    private long implied(long largestTime) {
        return minus(minus(largestTime, boundMs), 1);
    }

    void reportTo(SourceNode sourceNode, int inputOfNode) {
        node = sourceNode;
        input = inputOfNode;
    }

    /** Says where the partition stands; called once when everything is wired, and after each batch. */
    void report() {
        if (setup.alignmentIndex() >= 0) {
            setup.alignment().report(setup.alignmentIndex(), watermark);
        }
        if (node != null) {
            node.onWatermark(input, watermark);
        }
    }

    /** Reads a batch, and returns whether there was anything in it. */
    boolean read() {
        long before = tally.in;
        if (partition.read(this, BATCH) == SourceReader.Status.END) {
            end();
        }
        report();
        return ended || tally.in != before;
    }

    /** Takes the partition for ended. */
    void end() {
        if (!ended) {
            ended = true;
            watermark = Long.MAX_VALUE;
            report();
        }
    }

    @Override
    public void add(Object value) {
        if (time != null) {
            addTimed(value);
        } else if (stamps) {
            push(value, Math.max(largest, setup.clock().millis())); // the clock may go back
        } else {
            push(value, NO_TIME);
        }
    }

    @Override
    public void add(Object value, long timestamp) {
        if (time == null) {
            accept(value, timestamp);
        } else {
            addTimed(value);
        }
    }

    private void addTimed(Object value) {
        long ts;
        try {
            ts = time == null ? NO_TIME : time.applyAsLong(value);
        } catch (Exception e) {
            refuse(value, NO_TIME, "its time cannot be told: " + e, e);
            return;
        }
        accept(value, ts);
    }

    private void accept(Object value, long ts) {
        if (ts > TIME_LIMIT || ts < -TIME_LIMIT) {
            refuse(value, ts, "its time is " + ts + " ms, beyond 146 million years from 1970", null);
        } else if (isTooFarAhead(ts)) {
            refuse(
                    value,
                    ts,
                    "its time is " + Instant.ofEpochMilli(ts) + ", more than " + Duration.ofMillis(maxFutureSkewMs)
                            + " ahead of the clock",
                    null);
        } else {
            push(value, ts);
        }
    }

    private boolean isTooFarAhead(long ts) {
        return maxFutureSkewMs != Long.MAX_VALUE
                && minus(ts, maxFutureSkewMs) > setup.clock().millis();
    }

    private void push(Object value, long ts) {
        tally.in++;
        next.receive(value, ts, watermark);
        if (ts > largest) {
            advance(ts);
        }
    }

    private void advance(long ts) {
        largest = ts;
        watermark = implied(ts);
        if (eager && node != null) {
            node.onWatermark(input, watermark);
        }
    }

    @Override
    public void unreadable(String origin, Object raw, String reason, @Nullable Exception cause) {
        tally.in++;
        failures.failed(origin, raw, NO_TIME, reason, cause);
    }

    private void refuse(Object value, long ts, String reason, @Nullable Exception cause) {
        tally.in++;
        failures.failed(partition.name(), value, ts, reason, cause);
    }

    String partition() {
        return partition.name();
    }

    long watermark() {
        return watermark;
    }

    /** Returns whether the partition is not too far ahead of others. */
    boolean mayRead() {
        return setup.alignment().mayGoOn(watermark);
    }

    boolean hasEnded() {
        return ended;
    }

    Snapshot.PartitionState state() {
        return new Snapshot.PartitionState(partition.position(), largest, ended);
    }

    void close() throws IOException {
        partition.close();
    }
}
