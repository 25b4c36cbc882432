// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.testkit.simulate.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.leat.engine.directory.JobDirectory;
import io.leat.engine.directory.Limits;
import io.leat.testkit.machine.Machine;
import io.leat.testkit.machine.Operation.Kind;
import io.leat.testkit.machine.Story;
import java.io.IOException;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Ends a process before and after each operation of a piece of work that has everything in it: epochs in two segments, an
 * acknowledgement, a compaction from its begin to the last file that it makes superfluous, a manifest that is written anew, a step
 * that is dropped.
 */
class DirectoryAtEveryPointTest {
    private static final long SEED = 5;
    private static final Limits LIMITS = new Limits(3_000, 400, 0);
    /** What is lost with the power is random, so each end is tried some times: every other one is a crash, the others are kills. */
    private static final int ENDS = 10;

    /** So many records with so long a name make the manifest long enough to be written anew. */
    private static final int ACKNOWLEDGEMENTS = 300;

    private static final String LONG_NAME = "x".repeat(4_000);

    private static final DirectoryRun BEGIN = new DirectoryRun(new Random(SEED), LIMITS, new Story());
    private static Machine begin = Machine.of(SEED);

    @BeforeAll
    static void prepare() {
        boolean done = BEGIN.process(begin, directory -> {
            for (int i = 0; i < 6; i++) {
                BEGIN.seal(directory);
            }
            for (int i = 0; i < ACKNOWLEDGEMENTS; i++) {
                directory.acknowledge(LONG_NAME, 1);
            }
            BEGIN.seal(directory);
        });
        assertThat(done).isTrue();
    }

    private static void work(DirectoryRun run, JobDirectory directory) throws IOException {
        run.seal(directory);
        run.acknowledgeAll(directory);
        run.compactAll(directory);
        for (int i = 0; i < 5; i++) {
            run.seal(directory);
        }
        run.drop(directory);
        run.seal(directory);
        run.compactAll(directory);
    }

    @Test
    void whenProcessEndsBeforeOrAfterAnyOperation_thenTheNextFindsWhatWasSealed() {
        Machine undisturbed = begin.kill();
        DirectoryRun run = new DirectoryRun(BEGIN, SEED);
        assertThat(run.process(undisturbed, directory -> work(run, directory))).isTrue();
        long operations = undisturbed.operations();
        assertThat(undisturbed.counts().keySet()).contains(Kind.RENAME, Kind.CREATE, Kind.DELETE, Kind.SYNC);
        for (long operation = 1; operation <= operations; operation++) {
            for (int end = 0; end < ENDS; end++) {
                endAt(operation, true, end % 2 == 0);
                endAt(operation, false, end % 2 == 0);
            }
        }
        report("ended before and after", undisturbed.counts(), 2 * operations * ENDS);
    }

    private static void endAt(long operation, boolean before, boolean byCrash) {
        Machine machine = begin.kill();
        if (before) {
            machine.stopBefore(operation);
        } else {
            machine.stopAfter(operation);
        }
        DirectoryRun run = new DirectoryRun(BEGIN, SEED);
        run.process(machine, directory -> work(run, directory));
        assertThat(machine.isStopped()).isTrue();
        goOn(run, machine, byCrash, (before ? "before " : "after ") + operation);
    }

    @Test
    void whenAnyOperationFails_thenTheNextProcessFindsWhatWasSealed() {
        Machine undisturbed = begin.kill();
        DirectoryRun run = new DirectoryRun(BEGIN, SEED);
        run.process(undisturbed, directory -> work(run, directory));
        for (long operation = 1; operation <= undisturbed.operations(); operation++) {
            for (int end = 0; end < ENDS; end++) {
                failAt(operation, end % 2 == 0);
            }
        }
        report("failed", undisturbed.counts(), undisturbed.operations() * ENDS);
    }

    private static void failAt(long operation, boolean byCrash) {
        Machine machine = begin.kill();
        machine.faults().at(operation);
        DirectoryRun run = new DirectoryRun(BEGIN, SEED);
        boolean done = run.process(machine, directory -> work(run, directory));
        assertThat(done).as("done though operation %d has failed", operation).isFalse();
        goOn(run, machine, byCrash, "failing " + operation);
    }

    /** Recovers, does so little that what was found is hardly touched, loses the power, does the work again, and recovers again. */
    private static void goOn(DirectoryRun run, Machine ended, boolean byCrash, String where) {
        try {
            Machine next = run.end(ended, byCrash);
            assertThat(run.process(next, directory -> {
                        run.seal(directory);
                        run.seal(directory);
                    }))
                    .isTrue();
            Machine after = run.end(next, true);
            assertThat(run.process(after, directory -> work(run, directory))).isTrue();
            assertThat(run.process(run.end(after, true), run::compare)).isTrue();
        } catch (AssertionError e) {
            throw new AssertionError(
                    where + (byCrash ? ", crashed: " : ", killed: ") + e.getMessage() + run.story(), e);
        }
    }

    private static void report(String what, Map<Kind, Long> counts, long recoveries) {
        System.out.printf(
                "Every point of a directory: %s each of %d operations %s: %,d recoveries%n",
                what, counts.values().stream().mapToLong(Long::longValue).sum(), counts, recoveries);
    }
}
