// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.testkit.machine;

import static org.assertj.core.api.Assertions.assertThat;

import io.leat.testkit.machine.Operation.Kind;
import io.leat.testkit.machine.TinyLog.Care;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** A disk is as it should be if a log that is done right survives on it, and one that is not does not. */
class TinyLogTest {
    private static final int SEEDS = 300;
    private static final int PROCESSES = 6;
    private static final int LONGEST = 120;

    /** What the log has promised over all processes so far: these are there. */
    private final List<Long> promised = new ArrayList<>();
    /** The one that was being added when the last process ended: it may be there. */
    private long uncertain = -1;

    @Test
    void whenLogForces_thenItLosesNothingInAnyCrash() throws IOException {
        for (long seed = 1; seed <= SEEDS; seed++) {
            assertThat(losses(seed, Care.FORCES)).as("seed %d", seed).isEmpty();
        }
    }

    @Test
    void whenLogDoesNotForce_thenItLosesSomethingInMostRuns() throws IOException {
        assertThat(losers(Care.DOES_NOT_FORCE)).isGreaterThan(SEEDS / 2);
    }

    @Test
    void whenLogCallsForceAgainAfterItFailed_thenItLosesSomethingInSomeRuns() throws IOException {
        assertThat(losers(Care.FORCES_AGAIN)).isGreaterThan(SEEDS / 20);
    }

    private int losers(Care care) throws IOException {
        int losers = 0;
        for (long seed = 1; seed <= SEEDS; seed++) {
            losers += losses(seed, care).isEmpty() ? 0 : 1;
        }
        return losers;
    }

    /** Runs some processes one after the other, each crashed or killed somewhere. Returns what is wrong after one of them. */
    private String losses(long seed, Care care) throws IOException {
        promised.clear();
        uncertain = -1;
        Random random = new Random(seed);
        Machine machine = Machine.of(seed);
        for (int process = 0; process < PROCESSES; process++) {
            machine.faults()
                    .sometimes(Kind.FORCE, 0.02)
                    .sometimes(Kind.WRITE, 0.01)
                    .droppedStays();
            machine.stopAfter(1 + random.nextInt(2 * LONGEST));
            String wrong = run(machine, care);
            if (!wrong.isEmpty()) {
                return wrong;
            }
            machine = random.nextInt(3) == 0 ? machine.kill() : machine.crash();
        }
        return "";
    }

    /** Adds numbers until the process ends, one way or another. Returns what is wrong with what it has found. */
    private String run(Machine machine, Care care) {
        try (TinyLog log = new TinyLog(machine.disk(), care)) {
            String wrong = compare(log.recovered());
            for (int i = 0; wrong.isEmpty() && i < LONGEST; i++) {
                uncertain = promised.size();
                log.add(uncertain);
                promised.add(uncertain);
            }
            return wrong;
        } catch (MachineStopped | IOException e) {
            return "";
        }
    }

    private String compare(List<Long> found) {
        List<Long> expected = LongStream.range(0, promised.size()).boxed().toList();
        if (found.equals(expected)) {
            return "";
        }
        if (found.size() == promised.size() + 1 && uncertain == promised.size()) {
            promised.add(uncertain);
            return "";
        }
        return "promised were " + expected.size() + ", found " + found.size();
    }
}
