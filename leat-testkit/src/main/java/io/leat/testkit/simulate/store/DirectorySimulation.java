// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.testkit.simulate.store;

import io.leat.engine.directory.Limits;
import io.leat.testkit.machine.Disturbance;
import io.leat.testkit.machine.Machine;
import io.leat.testkit.machine.Story;
import java.util.Random;

/** A job's directory alone, used by one process after the other, each of which ends anywhere. */
final class DirectorySimulation {
    private static final int MOST_PROCESSES = 8;

    private final Random random;
    private final Disturbance disturbance;
    private final DirectoryRun run;
    private Machine machine;

    DirectorySimulation(long seed, Story story) {
        this.random = new Random(seed);
        this.disturbance = new Disturbance(random, story);
        this.run = new DirectoryRun(random, limits(random), story);
        this.machine = Machine.of(seed);
    }

    private static Limits limits(Random random) {
        long historyMs = random.nextInt(3) == 0 ? random.nextInt(9_000) : 0;
        return new Limits(1 + random.nextInt(4_000), 1 + random.nextInt(3_000), historyMs);
    }

    /** @throws AssertionError if the directory ever holds something else than it should */
    void run() {
        for (int left = 1 + random.nextInt(MOST_PROCESSES); left > 0; left--) {
            disturbance.prepare(machine);
            machine.faults().staleShows();
            run.process(machine, run::anything);
            machine = run.end(machine, random.nextBoolean());
        }
        boolean done = run.process(machine, directory -> {
            run.compactAll(directory);
            run.compare(directory);
            run.acknowledge(directory);
        });
        if (!done || !machine.open().isEmpty()) {
            throw new AssertionError("the last process does not end well; open are " + machine.open());
        }
    }
}
