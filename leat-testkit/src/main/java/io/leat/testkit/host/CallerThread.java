// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.testkit.host;

import io.leat.engine.checkpoint.HeapState;
import io.leat.engine.disk.HeapDisk;
import io.leat.engine.run.EpochSetup;
import io.leat.engine.run.InlineHost;
import io.leat.graph.Graph;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/**
 * The inline host: in the caller's thread. A restore goes through a directory, kept in memory: an epoch is sealed there, and between
 * that and the crash that makes it needed some work is done.
 */
final class CallerThread implements Host {
    private static final long LONG_NANOS = 20_000_000_000L;
    private static final int MANY_STEPS_IN_VAIN = 100;
    private static final int PAUSE_NANOS = 10_000;
    private static final int MOST_STEPS_IN_VAIN = 3;

    @Override
    public String name() {
        return "inline";
    }

    @Override
    public boolean parallel() {
        return false;
    }

    @Override
    public Probe run(Trial trial, Schedule schedule) throws Exception {
        Probe probe = new Probe(trial, schedule);
        Graph graph = trial.pipeline(probe).graph();
        Random random = new Random(schedule.seed());
        HeapDisk disk = new HeapDisk();
        InlineHost host = schedule.restores().isEmpty() && !schedule.hasLittleRoom()
                ? InlineHost.open(graph, Invariants.CLOCK, null)
                : InlineHost.open(setup(graph, disk, schedule));
        for (int point : schedule.restores()) {
            killAfter(point, host, probe, random);
            host = InlineHost.open(setup(graph, disk, schedule));
        }
        work(host, host::hasEnded, "the run does not end within");
        probe.add(host.metrics());
        InlineHost ended = host;
        Invariants.check(graph, host.metrics(), host.deadLetters(), step -> states(ended, step));
        host.close();
        return probe;
    }

    private static EpochSetup setup(Graph graph, HeapDisk disk, Schedule schedule) throws IOException {
        return EpochSetup.open(graph, 1, Invariants.CLOCK, disk, schedule.stateOnHeap());
    }

    /** Lets a host seal an epoch after so many events, and kills it a little later. */
    private static void killAfter(int point, InlineHost host, Probe probe, Random random) throws Exception {
        int events = Math.min(point, probe.arrival().size());
        sealInBetween(events, host, probe, random);
        probe.arrival().limit(events);
        work(host, probe.arrival()::isAtLimit, "the events before the restore do not come within");
        host.seal();
        long epoch = host.epoch();
        probe.arrival().limit(Integer.MAX_VALUE);
        for (int inVain = random.nextInt(MOST_STEPS_IN_VAIN); inVain > 0; inVain--) {
            host.step();
        }
        host.abandon();
        probe.backTo(epoch, events);
    }

    /** Seals an epoch somewhere before, so that the one that is restored is made up of several. */
    private static void sealInBetween(int events, InlineHost host, Probe probe, Random random) throws Exception {
        int given = probe.arrival().given();
        if (given < events && random.nextBoolean()) {
            probe.arrival().limit(given + random.nextInt(events - given));
            work(host, probe.arrival()::isAtLimit, "the events before an epoch do not come within");
            host.seal();
        }
    }

    /** Works until something is so. What a step can do nothing about is the answer of another thread. */
    private static void work(InlineHost host, BooleanSupplier isSo, String what) throws Exception {
        long begin = System.nanoTime();
        int inVain = 0;
        while (!isSo.getAsBoolean()) {
            inVain = host.step() ? 0 : inVain + 1;
            if (host.isFull()) {
                host.seal();
            }
            if (inVain > MANY_STEPS_IN_VAIN) {
                LockSupport.parkNanos(PAUSE_NANOS);
            }
            if (System.nanoTime() - begin > LONG_NANOS) {
                throw new AssertionError(what + " " + Duration.ofNanos(LONG_NANOS));
            }
        }
    }

    private static List<HeapState<Object, ?>> states(InlineHost host, String step) {
        HeapState<Object, ?> state = host.state(step);
        return state == null ? List.of() : List.of(state);
    }
}
