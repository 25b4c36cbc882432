// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.engine.run;

import io.leat.engine.checkpoint.Snapshot;
import io.leat.graph.Step;
import java.util.List;
import java.util.Map;

/** The partitions of one source that one worker reads: it reads the one that is furthest behind first. */
final class SourceNode extends WatermarkNode {
    private final List<SourceDriver> drivers;
    private final boolean live;
    private int turn;

    SourceNode(Step.From step, List<SourceDriver> drivers) {
        super(step);
        this.drivers = drivers;
        this.live = step.source().live();
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
        return live ? readInTurn() : readFurthestBehind();
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

    boolean isLive() {
        return live;
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

    void snapshot(Map<String, Snapshot.PartitionState> into) {
        for (SourceDriver driver : drivers) {
            into.put(Snapshot.partition(step().name(), driver.partition()), driver.state());
        }
    }
}
