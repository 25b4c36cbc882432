// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.engine.run;

import io.leat.engine.checkpoint.Snapshot;
import io.leat.graph.Step;
import java.util.List;
import java.util.Map;

/**
 * The partitions of one source that one worker reads: in turn if the source is live or knows no time, or else the one that is
 * furthest behind first.
 */
final class SourceNode extends WatermarkNode {
    private final List<SourceDriver> drivers;
    private final boolean aligned;
    private int turn;

    SourceNode(Step.From step, List<SourceDriver> drivers) {
        super(step);
        this.drivers = drivers;
        this.aligned = isAligned(step);
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
    void advance(long merged) {
        forward(merged);
    }

    /** Reads some records of one partition, and returns whether there were any. */
    boolean read() {
        return aligned ? readFurthestBehind() : readInTurn();
    }

    private boolean readInTurn() {
        for (int tried = 0; tried < drivers.size(); tried++) {
            SourceDriver driver = drivers.get(turn);
            turn = (turn + 1) % drivers.size();
            if (!driver.hasEnded() && driver.read()) {
                return true;
            }
        }
        return false;
    }

    private boolean readFurthestBehind() {
        SourceDriver behind = null;
        for (SourceDriver driver : drivers) {
            if (!driver.hasEnded() && (behind == null || driver.watermark() < behind.watermark())) {
                behind = driver;
            }
        }
        return behind != null && behind.mayRead() && behind.read();
    }

    /** Returns how far the partition that is furthest behind has come. */
    long smallestWatermark() {
        long smallest = Long.MAX_VALUE;
        for (SourceDriver driver : drivers) {
            smallest = Math.min(smallest, driver.watermark());
        }
        return smallest;
    }

    /** Returns whether the partitions of a source wait for those that are further behind: replayed ones with time do. */
    static boolean isAligned(Step.From step) {
        return !step.source().live() && step.source().timed();
    }

    boolean isAligned() {
        return aligned;
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

    void snapshot(Map<Snapshot.PartitionId, Snapshot.PartitionState> into) {
        for (SourceDriver driver : drivers) {
            into.put(new Snapshot.PartitionId(step().name(), driver.partition()), driver.state());
        }
    }
}
