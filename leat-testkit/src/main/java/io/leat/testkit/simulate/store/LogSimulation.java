// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.testkit.simulate.store;

import io.leat.engine.log.Durability;
import io.leat.engine.log.LogOptions;
import io.leat.engine.log.segment.Retention;
import io.leat.testkit.machine.Disturbance;
import io.leat.testkit.machine.Machine;
import io.leat.testkit.machine.Story;
import java.util.Random;

/** An event log alone, used by one process after the other, each of which ends anywhere. */
final class LogSimulation {
    private static final int MOST_PROCESSES = 8;
    private static final int SMALLEST_SEGMENT = 200;

    private final Random random;
    private final Disturbance disturbance;
    private final LogRun run;
    private Machine machine;

    LogSimulation(long seed, Story story) {
        this.random = new Random(seed);
        this.machine = Machine.of(seed);
        this.disturbance = new Disturbance(random, story);
        LogOptions options = LogOptions.of("simulated")
                .withSegmentBytes(SMALLEST_SEGMENT + random.nextInt(6_000))
                .with(retention(random))
                .with(random.nextBoolean() ? Durability.DURABLE : Durability.BUFFERED);
        this.run = new LogRun(random, options, story);
    }

    private static Retention retention(Random random) {
        return switch (random.nextInt(3)) {
            case 0 -> Retention.FOREVER;
            case 1 -> new Retention(1 + random.nextInt(500), Long.MAX_VALUE);
            default -> new Retention(Long.MAX_VALUE, 1 + random.nextInt(20_000));
        };
    }

    /** @throws AssertionError if the log ever holds something else than it should */
    void run() {
        for (int left = 1 + random.nextInt(MOST_PROCESSES); left > 0; left--) {
            disturbance.prepare(machine);
            run.process(machine, run::anything);
            machine = run.end(machine, random.nextBoolean());
        }
        if (!run.process(machine, run::query) || !machine.open().isEmpty()) {
            throw new AssertionError("the last process does not end well; open are " + machine.open());
        }
    }
}
