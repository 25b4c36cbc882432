// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.engine.replica;

import static io.leat.time.Millis.minus;

import io.leat.connector.Backfill;
import io.leat.connector.Position;
import io.leat.connector.Records;
import io.leat.connector.Source;
import io.leat.connector.SourcePartition;
import io.leat.connector.SourceReader;
import io.leat.engine.checkpoint.Standing;
import io.leat.engine.failure.StepFailures;
import io.leat.engine.log.StepLog;
import io.leat.engine.measure.PartitionProgress;
import io.leat.engine.measure.SampledWay;
import io.leat.engine.measure.Sampler;
import io.leat.engine.port.Receiver;
import io.leat.engine.port.StepFailedException;
import io.leat.engine.port.Tally;
import io.leat.engine.time.IdleWatch;
import io.leat.engine.time.Lags;
import io.leat.engine.time.Seam;
import io.leat.graph.Step;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/**
 * Reads one partition: gives each record its time, refuses what cannot be one, and pushes it with the watermark that the
 * records before it imply. This is where the way of an event begins.
 *
 * <p>A partition that follows a history waits for its end. Meanwhile it stands where the history does, so that it neither holds
 * anything up nor, at the seam, lets anything run ahead.
 */
final class SourceDriver implements Records<Object> {
    /** How many records are read before the watermark is moved and others get their turn. */
    private static final int BATCH = 256;
    /** Event time lies within about 146 million years of 1970, so that windows can be computed without a check. */
    private static final long TIME_LIMIT = 1L << 62;
    /** The time of records of a source that does not know any; nothing with time comes behind it. */
    private static final long NO_TIME = Long.MIN_VALUE;
    /** How far a watermark that goes on with the clock moves at the least, where that is noted in a log. */
    private static final long MARK_EVERY_MS = 1_000;

    private static final long NOT_MARKED = Long.MAX_VALUE;

    private final Setup setup;
    private final PartitionInput partition;
    private final Source<?> side;
    private final @Nullable ToLongFunction<Object> time;
    private final Receiver<@Nullable Object> next;
    private final Receiver<@Nullable Object> tapped;
    private final Sampler sampler;
    private final PartitionProgress progress;
    private final Tally tally;
    private final Lags lags;
    private final InstantSource clock;
    private final long boundMs;
    private final boolean fromSource;
    private final long maxFutureSkewMs;
    /** Whether a record without a time gets the clock's. */
    private final boolean stamps;

    private final boolean eager;
    /** The partition's place in the alignment; -1 if it has none. */
    private final int alignmentIndex;

    private final boolean aligned;
    private final boolean history;
    private final @Nullable Seam seam;
    /** Where the records come from, if they are logged: what depends on the clock is decided as it was when they came. */
    private final @Nullable StepLog<?> log;
    /** How far the watermark has gone on with the clock by the latest mark in the log, since the latest record. */
    private long markedMs = NOT_MARKED;

    private @Nullable IdleWatch watch;
    private @Nullable SourceNode node;
    private int input;
    private long largest;
    /** What the records so far imply, or the source has said; not that the input has ended. */
    private long watermark;

    private boolean waiting;
    private boolean ended;
    /** Where the partition stood at the ends of epochs that are not known to be sealed. */
    private final Queue<Cut> cuts = new ArrayDeque<>();

    private @Nullable Position acknowledged;

    private record Cut(long epoch, Position position) {}

    /**
     * What a driver is made of.
     *
     * @param partition as the plan has it
     * @param number of the partition among those of its source
     * @param input the partition, open
     * @param eager whether the watermark is to be moved after each record, since somebody can tell
     */
    record Setup(
            Step.From step,
            SourcePartition<?> partition,
            int number,
            PartitionInput input,
            SampledWay way,
            Tally tally,
            StepFailures failures,
            Lags lags,
            JobContext job,
            boolean eager) {
        Standing.PartitionId id() {
            return new Standing.PartitionId(step.name(), partition.name());
        }
    }

    @SuppressWarnings("unchecked") // the function was given for the records of this source
    SourceDriver(Setup setup, Standing.@Nullable PartitionState from) {
        this.setup = setup;
        this.partition = setup.input();
        this.side = side(setup.step(), setup.partition());
        this.time = (ToLongFunction<Object>) side.timestamps();
        this.next = setup.way().next();
        this.tapped = setup.way().tapped();
        this.sampler = setup.way().sampler();
        this.tally = setup.tally();
        this.lags = setup.lags();
        this.clock = setup.job().clock();
        this.boundMs = setup.step().watermarks().boundMs();
        this.fromSource = setup.step().watermarks().areFromSource();
        this.maxFutureSkewMs = setup.step().watermarks().maxFutureSkewMs(side.live());
        this.stamps = side.live() && time == null && side.timed();
        this.eager = setup.eager();
        this.alignmentIndex = setup.job().alignmentIndex(setup.id());
        this.seam = setup.job().seam(setup.step());
        this.aligned = isAligned(side);
        this.history = isHistory(setup.partition());
        this.largest = from == null ? Long.MIN_VALUE : from.largestTime();
        this.watermark = from == null ? Long.MIN_VALUE : from.watermark();
        this.ended = from != null && from.ended();
        this.waiting = seam != null && !history && !ended;
        this.progress = setup.job()
                .samples()
                .partition(setup.step().name(), setup.partition().name());
        this.watch = newWatch();
        this.log = setup.job().log(setup.step(), setup.partition());
        if (log != null) {
            log.onMark(this::idled);
        }
    }

    /** Returns the source that a partition is of: one of the two where a history has a sequel. */
    static Source<?> side(Step.From step, SourcePartition<?> partition) {
        return partition instanceof Backfill.Part<?> part ? part.side() : step.source();
    }

    /** Returns whether a partition is of a history that has a sequel. */
    static boolean isHistory(SourcePartition<?> partition) {
        return partition instanceof Backfill.Part<?> part && part.isHistory();
    }

    /** Returns whether the partitions of a source wait for those that are further behind: replayed ones with time do. */
    static boolean isAligned(Source<?> source) {
        return !source.live() && source.timed();
    }

    private @Nullable IdleWatch newWatch() {
        long timeoutMs = setup.step().watermarks().idleAfterMs();
        return side.live() && side.timed() ? new IdleWatch(timeoutMs, clock.millis()) : null;
    }

    // ---- where it stands ------------------------------------------------------------------------------------------

    void reportTo(SourceNode sourceNode, int inputOfNode) {
        node = sourceNode;
        input = inputOfNode;
    }

    /** Says where the partition stands; called once when everything is wired, and after each batch. */
    void report() {
        long reached = ended ? Long.MAX_VALUE : watermark;
        progress.reached(watermark, largest);
        if (alignmentIndex >= 0) {
            setup.job().alignment().report(alignmentIndex, reached);
        }
        if (node == null) {
            return;
        }
        IdleWatch idle = watch != null && watch.isIdle() && !ended ? watch : null;
        progress.is(idle != null, ended);
        if (idle != null) {
            reportIdle(idle.clocked(watermark));
        } else {
            node.onWatermark(input, reached, false);
        }
        if (history && seam != null) {
            reportTo(seam);
            node.followHistory();
        }
    }

    private void reportIdle(long clocked) {
        if (log == null) {
            idled(clocked);
        } else if (markedMs == NOT_MARKED || minus(clocked, markedMs) >= MARK_EVERY_MS) {
            mark(log, clocked);
        }
    }

    /** Takes note in the log, or finds that records have come there meanwhile. */
    private void mark(StepLog<?> in, long clocked) {
        try {
            if (in.mark(clocked)) {
                idled(clocked);
            } else if (watch != null) {
                watch.polled(true);
            }
        } catch (IOException e) {
            throw new StepFailedException(setup.step().name(), e);
        }
    }

    /** Lets the watermark be where the clock is, or was when the log was written. */
    private void idled(long clocked) {
        markedMs = clocked;
        progress.reached(clocked, largest);
        if (node != null) {
            node.onWatermark(input, clocked, true);
        }
    }

    private void reportTo(Seam to) {
        if (ended) {
            to.end(setup.number(), watermark);
        } else {
            to.report(setup.number(), watermark);
        }
    }

    /** Lets a partition that waits for the end of a history stand where that does, and begin if it has ended. */
    void followHistory() {
        if (waiting && seam != null) {
            waiting = !seam.isOpen();
            watermark = Math.max(watermark, seam.watermark());
            if (!waiting) {
                watch = newWatch();
            }
            report();
        }
    }

    /**
     * Finds out whether the partition is idle.
     *
     * @param polled whether it could be read all the time since the last tick
     */
    void tick(long nowMs, boolean polled) {
        followHistory();
        if (watch != null && !waiting && !ended) {
            watch.tick(nowMs, polled);
            if (watch.isIdle()) {
                report();
            }
        }
    }

    // ---- records --------------------------------------------------------------------------------------------------

    /** Reads a batch, and returns whether there was anything in it. */
    boolean read() {
        followHistory();
        if (waiting) {
            return false;
        }
        long before = tally.in;
        long stood = watermark;
        SourceReader.Status status = partition.read(this, BATCH);
        boolean moved = watermark != stood;
        boolean any = moved || tally.in != before;
        if (watch != null) {
            watch.polled(any || status != SourceReader.Status.EMPTY || partition.isUnavailable());
            if (moved) {
                watch.moved(clock.millis());
            }
        }
        if (status == SourceReader.Status.END) {
            end();
        }
        report();
        return ended || any;
    }

    /** Takes the partition for ended. */
    void end() {
        if (!ended) {
            ended = true;
            waiting = false;
            report();
        }
    }

    @Override
    public void add(Object value) {
        if (time != null) {
            addTimed(value);
        } else if (stamps) {
            push(value, Math.max(largest, nowMs())); // the clock may go back
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

    /** Returns what takes a record as if the partition had given it; its time is told from it where that is told. */
    Receiver<Object> entrance() {
        return new Receiver<>() {
            @Override
            public void receive(Object value, long ts, long own) {
                add(value);
            }
        };
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
        if (ts > TIME_LIMIT || ts < -TIME_LIMIT || isTooFarAhead(ts)) {
            refuse(value, ts, "its time is " + whatIsWrongWith(ts), null);
        } else {
            push(value, ts);
        }
    }

    private boolean isTooFarAhead(long ts) {
        return maxFutureSkewMs != Long.MAX_VALUE && minus(ts, maxFutureSkewMs) > nowMs();
    }

    /** Returns when the record at hand has come. */
    private long nowMs() {
        return log == null ? clock.millis() : log.arrivalMs();
    }

    private String whatIsWrongWith(long ts) {
        return ts > TIME_LIMIT || ts < -TIME_LIMIT
                ? ts + " ms, beyond 146 million years from 1970"
                : Instant.ofEpochMilli(ts) + ", more than " + Duration.ofMillis(maxFutureSkewMs)
                        + " ahead of the clock";
    }

    private void push(Object value, long ts) {
        tally.in++;
        markedMs = NOT_MARKED;
        if (sampler.isOpen()) {
            sampler.taken();
            progress.reached(watermark, largest);
            tapped.receive(value, ts, watermark);
        } else {
            next.receive(value, ts, watermark);
        }
        if (ts > largest) {
            advance(ts);
        } else if (ts < largest) {
            lags.record(minus(largest, ts));
        }
    }

    private void advance(long ts) {
        largest = ts;
        if (!fromSource) {
            raise(minus(minus(ts, boundMs), 1));
        }
    }

    private void raise(long to) {
        if (to > watermark) {
            watermark = to;
            if (eager) {
                reportEagerly();
            }
        }
    }

    private void reportEagerly() {
        if (watch != null) {
            watch.polled(true);
        }
        report();
    }

    @Override
    public void watermark(long timestamp) {
        if (!fromSource) {
            return;
        }
        if (timestamp > TIME_LIMIT || isTooFarAhead(timestamp)) {
            setup.failures()
                    .wrong(partition.name(), timestamp, "the source's watermark is " + whatIsWrongWith(timestamp));
        } else {
            raise(timestamp);
        }
    }

    @Override
    public void unreadable(String origin, Object raw, String reason, @Nullable Exception cause) {
        tally.in++;
        setup.failures().unreadable(origin, raw, reason, cause);
    }

    private void refuse(Object value, long ts, String reason, @Nullable Exception cause) {
        tally.in++;
        setup.failures().failed(partition.name(), value, ts, reason, cause);
    }

    // ---- for its node ---------------------------------------------------------------------------------------------

    String partition() {
        return setup.partition().name();
    }

    long watermark() {
        return watermark;
    }

    /** Returns whether the partition takes part in the alignment, and has not ended. */
    boolean isAligned() {
        return aligned && !ended;
    }

    /** Returns whether the partition is not too far ahead of others. */
    boolean mayRead() {
        return setup.job()
                .alignment()
                .mayGoOn(watermark, setup.step().watermarks().maxDriftMs());
    }

    boolean hasEnded() {
        return ended;
    }

    /** Tells where the partition stands at the end of an epoch. */
    Standing.PartitionState cut(long epoch) {
        Position position = partition.position();
        cuts.add(new Cut(epoch, position));
        return new Standing.PartitionState(position, largest, watermark, ended);
    }

    /** Lets the partition know what it is done with. */
    void committed(long sealed) {
        Position done = null;
        while (!cuts.isEmpty() && cuts.element().epoch <= sealed) {
            done = cuts.remove().position;
        }
        if (done != null && !done.equals(acknowledged)) {
            partition.committed(done);
            acknowledged = done;
        }
    }

    void close() throws IOException {
        partition.close();
    }
}
