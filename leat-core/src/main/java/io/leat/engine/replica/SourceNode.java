// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.engine.replica;

import io.leat.engine.checkpoint.Standing;
import io.leat.graph.Step;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The partitions of one source that one worker reads: in turn if they are live or know no time, or else the one that is
 * furthest behind first. Where a history has a sequel, first the one way, then the other.
 */
final class SourceNode extends WatermarkNode {
    private static final long ASK_EVERY_MS = 250;

    private final List<SourceDriver> drivers;
    /** Opens the partitions that have come meanwhile; null where another worker does. */
    private final @Nullable Supplier<List<SourceDriver>> newcomers;

    private long askedMs;
    private int turn;

    SourceNode(Step.From step, List<SourceDriver> drivers, @Nullable Supplier<List<SourceDriver>> newcomers) {
        super(step);
        this.drivers = drivers;
        this.newcomers = newcomers;
        inputs(Math.max(1, drivers.size()));
        for (int i = 0; i < drivers.size(); i++) {
            drivers.get(i).reportTo(this, i);
        }
    }

    /** Lets the watermarks of the partitions begin where they stand. */
    void start() {
        drivers.forEach(SourceDriver::report);
    }

    @Override
    void advance(long merged, boolean idle) {
        forward(merged, idle);
    }

    /** Lets the partitions that wait for the end of a history know how far that has come. */
    void followHistory() {
        for (SourceDriver driver : drivers) {
            driver.followHistory();
        }
    }

    /** Finds out which partitions are idle, and whether there are new ones. */
    void tick(long nowMs, boolean polled) {
        if (newcomers != null && Math.abs(nowMs - askedMs) >= ASK_EVERY_MS) { // the clock may go back
            askedMs = nowMs;
            newcomers.get().forEach(this::add);
        }
        for (SourceDriver driver : drivers) {
            driver.tick(nowMs, polled);
        }
    }

    private void add(SourceDriver driver) {
        drivers.add(driver);
        driver.reportTo(this, addInput());
        driver.report();
    }

    /** Reads some records of one partition, each having its turn; returns whether there were any. */
    boolean read() {
        for (int tried = 0; tried < drivers.size(); tried++) {
            SourceDriver driver = drivers.get(turn);
            turn = (turn + 1) % drivers.size();
            if (!driver.hasEnded() && driver.read()) {
                return true;
            }
        }
        return false;
    }

    /** Returns the aligned partition that is furthest behind, and so to be read first; null if there is none any more. */
    @Nullable
    SourceDriver furthestBehind() {
        SourceDriver behind = null;
        for (SourceDriver driver : drivers) {
            if (driver.isAligned() && (behind == null || driver.watermark() < behind.watermark())) {
                behind = driver;
            }
        }
        return behind;
    }

    boolean hasEnded() {
        for (SourceDriver driver : drivers) {
            if (!driver.hasEnded()) {
                return false;
            }
        }
        return true;
    }

    /** Ends every partition, as if it had no more. */
    void end() {
        for (SourceDriver driver : drivers) {
            driver.end();
        }
    }

    /** Lets the partitions know what they are done with. */
    void committed(long sealed) {
        drivers.forEach(driver -> driver.committed(sealed));
    }

    /** Tells where the partitions stand at the end of an epoch. */
    void cut(long epoch, Map<Standing.PartitionId, Standing.PartitionState> into) {
        for (SourceDriver driver : drivers) {
            into.put(new Standing.PartitionId(step().name(), driver.partition()), driver.cut(epoch));
        }
    }
}
