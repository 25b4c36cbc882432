// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.testkit.simulate;

import static org.assertj.core.api.Assertions.assertThat;

import io.leat.testkit.host.Trial;
import io.leat.testkit.machine.Machine;
import io.leat.testkit.machine.Operation.Kind;
import io.leat.testkit.machine.Story;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Consumer;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/**
 * Ends a job before and after each write, force, rename, sync, delete and commit of its whole life, by a kill and by losses of power, and lets
 * it go on: its results are those of an undisturbed run.
 */
class JobAtEveryPointTest {
    /** What is lost with the power is random, so each is tried some times. */
    private static final int CRASHES = 2;

    private static final int JOBS = 2;
    private static final int MOST_OPERATIONS = 200;

    @Test
    void whenJobEndsBeforeOrAfterAnyOperation_thenItGoesOnAndAllIsThereOnce() {
        LongStream.iterate(1, seed -> seed + 1)
                .filter(JobAtEveryPointTest::hasEverything)
                .limit(JOBS)
                .forEach(JobAtEveryPointTest::endEverywhere);
    }

    /** Dead letters, and state with timers behind them. */
    private static Trial trial(long seed) {
        return io.leat.testkit.trial.Kind.FAILING.make().apply(new Random(seed));
    }

    /** Whether a job has what an epoch is made of, compacts its directory, and is not too long for this. */
    private static boolean hasEverything(long seed) {
        Story story = new Story();
        JobSimulation simulation = new JobSimulation(trial(seed), seed, story);
        if (!story.marks().containsAll(List.of("sink: transactional", "sink: parts published by rename"))
                || !story.toString().contains("push,")) {
            return false;
        }
        Map<Kind, Long> counts = simulation.run(machine -> {}, 0).counts();
        if (!story.marks().contains("dead letters")) {
            return false;
        }
        return counts.keySet().size() == Kind.values().length - 1
                && counts.values().stream().mapToLong(Long::longValue).sum() <= MOST_OPERATIONS;
    }

    private static void endEverywhere(long seed) {
        Machine undisturbed = new JobSimulation(trial(seed), seed, new Story()).run(machine -> {}, 0);
        long operations = undisturbed.operations();
        long recoveries = 0;
        for (long operation = 1; operation <= operations; operation++) {
            long at = operation;
            for (int crashes = 0; crashes <= CRASHES; crashes++) {
                endAt(seed, machine -> machine.stopBefore(at), crashes, "before " + at);
                endAt(seed, machine -> machine.stopAfter(at), crashes, "after " + at);
                recoveries += 2;
            }
        }
        System.out.printf(
                "Every point of the job of seed %d: ended before and after each of %d operations %s: %,d recoveries%n",
                seed, operations, undisturbed.counts(), recoveries);
    }

    private static void endAt(long seed, Consumer<Machine> arm, int crashes, String where) {
        Story story = new Story();
        try {
            Machine ended = new JobSimulation(trial(seed), seed, story).run(arm, crashes);
            assertThat(ended.isStopped()).isTrue();
        } catch (AssertionError | RuntimeException e) {
            throw new AssertionError(
                    "seed " + seed + ", " + where + ", crash " + crashes + ": " + e.getMessage() + story, e);
        }
    }
}
