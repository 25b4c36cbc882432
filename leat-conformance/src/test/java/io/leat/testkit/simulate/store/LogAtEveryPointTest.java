// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.testkit.simulate.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.leat.engine.log.Durability;
import io.leat.engine.log.EventLog;
import io.leat.engine.log.LogOptions;
import io.leat.engine.log.segment.Retention;
import io.leat.testkit.machine.Machine;
import io.leat.testkit.machine.Operation.Kind;
import io.leat.testkit.machine.Story;
import java.io.IOException;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Ends a process before and after each operation of a piece of work that has everything in it: events, marks, segments that become full,
 * and others that are not retained any more.
 */
class LogAtEveryPointTest {
    private static final long SEED = 3;
    /** What is lost with the power is random, so each end is tried some times: every other one is a crash, the others are kills. */
    private static final int ENDS = 10;

    private static void work(LogRun run, EventLog log) throws IOException {
        for (int i = 0; i < 4; i++) {
            run.append(log, 100);
            run.mark(log);
        }
        run.force(log);
        run.append(log, 600);
        run.append(log, 100);
        run.keep(log, log.endIndex());
        run.append(log, 100);
        run.query(log);
    }

    private static LogRun begin(Machine machine, Durability durability) {
        LogOptions options = LogOptions.of("simulated")
                .withSegmentBytes(600)
                .with(new Retention(Long.MAX_VALUE, 8 * 600))
                .with(durability);
        LogRun run = new LogRun(new Random(SEED), options, new Story());
        assertThat(run.process(machine, log -> {
                    for (int i = 0; i < 6; i++) {
                        work(run, log);
                    }
                }))
                .isTrue();
        return run;
    }

    @ParameterizedTest
    @EnumSource
    void whenProcessEndsBeforeOrAfterAnyOperation_thenTheNextFindsWhatWasAcknowledged(Durability durability) {
        Machine begin = Machine.of(SEED);
        LogRun before = begin(begin, durability);
        Map<Kind, Long> counts = counts(begin, before);
        long operations = counts.values().stream().mapToLong(Long::longValue).sum();
        for (long operation = 1; operation <= operations; operation++) {
            for (int end = 0; end < ENDS; end++) {
                Machine stopsBefore = begin.kill();
                stopsBefore.stopBefore(operation);
                endAndGoOn(stopsBefore, before, end % 2 == 0, "before " + operation);
                Machine stopsAfter = begin.kill();
                stopsAfter.stopAfter(operation);
                endAndGoOn(stopsAfter, before, end % 2 == 0, "after " + operation);
            }
        }
        report("ended before and after", durability, counts, 2 * operations * ENDS);
    }

    @ParameterizedTest
    @EnumSource
    void whenAnyOperationFails_thenTheNextProcessFindsWhatWasAcknowledged(Durability durability) {
        Machine begin = Machine.of(SEED);
        LogRun before = begin(begin, durability);
        Map<Kind, Long> counts = counts(begin, before);
        long operations = counts.values().stream().mapToLong(Long::longValue).sum();
        for (long operation = 1; operation <= operations; operation++) {
            for (int end = 0; end < ENDS; end++) {
                Machine fails = begin.kill();
                fails.faults().at(operation);
                endAndGoOn(fails, before, end % 2 == 0, "failing " + operation);
            }
        }
        report("failed", durability, counts, operations * ENDS);
    }

    private static Map<Kind, Long> counts(Machine begin, LogRun before) {
        Machine undisturbed = begin.kill();
        LogRun run = new LogRun(before, SEED);
        assertThat(run.process(undisturbed, log -> work(run, log))).isTrue();
        assertThat(undisturbed.counts().keySet()).contains(Kind.CREATE, Kind.DELETE, Kind.SYNC, Kind.FORCE, Kind.WRITE);
        return undisturbed.counts();
    }

    /** Runs a process that does not come to its end, recovers, adds a little, loses the power, does the work again, recovers again. */
    private static void endAndGoOn(Machine machine, LogRun before, boolean byCrash, String where) {
        LogRun run = new LogRun(before, SEED);
        try {
            assertThat(run.process(machine, log -> work(run, log))).as("done").isFalse();
            Machine next = run.end(machine, byCrash);
            assertThat(run.process(next, log -> work(run, log)))
                    .as("done again")
                    .isTrue();
            assertThat(run.process(run.end(next, true), run::compare)).isTrue();
        } catch (AssertionError e) {
            throw new AssertionError(
                    where + (byCrash ? ", crashed: " : ", killed: ") + e.getMessage() + run.story(), e);
        }
    }

    private static void report(String what, Durability durability, Map<Kind, Long> counts, long recoveries) {
        System.out.printf(
                "Every point of a log, %s: %s each of %d operations %s: %,d recoveries%n",
                durability,
                what,
                counts.values().stream().mapToLong(Long::longValue).sum(),
                counts,
                recoveries);
    }
}
