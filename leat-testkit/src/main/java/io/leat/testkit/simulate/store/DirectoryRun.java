// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.testkit.simulate.store;

import io.leat.engine.directory.EpochData;
import io.leat.engine.directory.JobDirectory;
import io.leat.engine.directory.Limits;
import io.leat.testkit.machine.Machine;
import io.leat.testkit.machine.MachineStopped;
import io.leat.testkit.machine.Story;
import java.io.IOException;
import java.util.List;
import java.util.Random;

/**
 * A job's directory, process by process, beside what it has to hold. While an operation runs that is the state before it or the one
 * behind it: the next process finds one of the two.
 */
final class DirectoryRun {
    private static final int MOST_STEPS = 10_000;

    private final Random random;
    private final Limits limits;
    private final Story story;
    private final RandomEpochs epochs;
    private DirectoryModel model = new DirectoryModel();
    private DirectoryModel perhaps = model;
    /** Whether what was not forced may have been lost since the directory was last opened. */
    private boolean lossy;
    /** Whether the power was off since then: what is found is all on the disk. */
    private boolean crashed;

    DirectoryRun(Random random, Limits limits, Story story) {
        this.random = random;
        this.limits = limits;
        this.story = story;
        this.epochs = new RandomEpochs(random);
    }

    /** Makes one that goes on from where another is, its own way. */
    DirectoryRun(DirectoryRun from, long seed) {
        this(new Random(seed), from.limits, new Story());
        this.model = from.model;
        this.perhaps = from.perhaps;
        this.lossy = from.lossy;
        this.crashed = from.crashed;
    }

    /** What a process does with the directory. */
    @FunctionalInterface
    interface Work {
        void on(JobDirectory directory) throws IOException;
    }

    /**
     * Runs a process until its work is done, it fails or the machine stops.
     *
     * @return whether the work was done
     * @throws AssertionError if the directory cannot be opened, or holds something else than it should
     */
    boolean process(Machine machine, Work work) {
        try (JobDirectory directory = JobDirectory.open(machine.disk(), limits)) {
            compareOpened(directory);
            work.on(directory);
        } catch (MachineStopped | IOException e) {
            story.tell("fails: " + e);
            story.tell("last " + machine.latest());
            lossy |= machine.faults().any(); // a force that has failed may have dropped what was written before
            if (!machine.isStopped() && !machine.faults().any()) {
                throw new AssertionError("it fails on a disk without faults: " + e.getMessage(), e);
            }
            return false;
        }
        return true;
    }

    /** Lets the machine end. */
    Machine end(Machine machine, boolean byCrash) {
        story.tell(byCrash ? "crash" : "kill");
        lossy |= byCrash;
        crashed |= byCrash;
        return byCrash ? machine.crash() : machine.kill();
    }

    Story story() {
        return story;
    }

    private void compareOpened(JobDirectory directory) throws IOException {
        String difference = model.difference(directory, lossy);
        if (!difference.isEmpty()) {
            String other = perhaps == model ? difference : perhaps.difference(directory, lossy);
            if (!other.isEmpty()) {
                throw new AssertionError("opened, it has " + difference + (perhaps == model ? "" : "; or " + other));
            }
            model = perhaps;
        }
        model = lossy ? model.found(directory) : model;
        model = crashed ? model.forced() : model;
        lossy = false;
        crashed = false;
        perhaps = model;
        story.tell("opened with epoch " + model.epoch());
    }

    // ---- what processes do ----------------------------------------------------------------------------------------

    /** Does some of everything. */
    void anything(JobDirectory directory) throws IOException {
        for (int n = random.nextInt(30); n > 0; n--) {
            switch (random.nextInt(8)) {
                case 0, 1, 2 -> seal(directory);
                case 3, 4, 5 -> compact(directory);
                case 6 -> acknowledge(directory);
                default -> rarely(directory);
            }
        }
    }

    private void rarely(JobDirectory directory) throws IOException {
        if (random.nextInt(6) == 0) {
            drop(directory);
        } else {
            compare(directory);
        }
    }

    /** Seals an epoch, unless the last one was sealed. */
    void seal(JobDirectory directory) throws IOException {
        if (!model.hasEnded()) {
            EpochData next = epochs.next(model.epoch() + 1);
            change("seal " + next.number(), model.sealed(next), () -> directory.seal(next));
            model = model.forced();
        }
    }

    void acknowledge(JobDirectory directory) throws IOException {
        String sink = DirectoryModel.SINKS.get(random.nextInt(DirectoryModel.SINKS.size()));
        List<Long> waiting = directory.unacknowledged(sink);
        if (!waiting.isEmpty()) {
            acknowledge(directory, sink, waiting.get(random.nextInt(waiting.size())));
        }
    }

    void acknowledgeAll(JobDirectory directory) throws IOException {
        for (String sink : DirectoryModel.SINKS) {
            acknowledge(directory, sink, directory.epoch());
        }
    }

    private void acknowledge(JobDirectory directory, String sink, long upTo) throws IOException {
        change(
                "acknowledge " + sink + " " + upTo,
                model.acknowledged(sink, upTo),
                () -> directory.acknowledge(sink, upTo));
    }

    void drop(JobDirectory directory) throws IOException {
        String step = DirectoryModel.STEPS.get(random.nextInt(DirectoryModel.STEPS.size()));
        change("drop " + step, model.dropped(step), () -> directory.drop(step));
        model = model.forced();
    }

    /** Until the operation has returned, it may be done or not. */
    private void change(String what, DirectoryModel to, Operation operation) throws IOException {
        story.tell(what);
        perhaps = to;
        operation.run();
        model = to;
    }

    private interface Operation {
        void run() throws IOException;
    }

    private void compact(JobDirectory directory) throws IOException {
        story.tell("compact");
        directory.compact();
    }

    /** Compacts until there is nothing to be done. */
    void compactAll(JobDirectory directory) throws IOException {
        for (int steps = 0; directory.compact(); steps++) {
            if (steps > MOST_STEPS) {
                throw new AssertionError("compaction does not end within " + MOST_STEPS + " steps");
            }
        }
    }

    void compare(JobDirectory directory) throws IOException {
        String difference = model.difference(directory, false);
        if (!difference.isEmpty()) {
            throw new AssertionError("while it is open, it has " + difference);
        }
    }
}
