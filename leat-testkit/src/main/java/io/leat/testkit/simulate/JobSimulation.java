// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.testkit.simulate;

import io.leat.engine.directory.JobDirectory;
import io.leat.graph.Graph;
import io.leat.metric.JobMetrics;
import io.leat.metric.StepMetrics;
import io.leat.testkit.host.Probe;
import io.leat.testkit.host.Trial;
import io.leat.testkit.machine.Disturbance;
import io.leat.testkit.machine.Machine;
import io.leat.testkit.machine.Story;
import io.leat.testkit.reference.Feed;
import java.io.IOException;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A durable job with all that belongs to it, in one thread: a pipeline and its sources, some workers, epochs, deliveries, the disk and
 * the sinks. It is run by one process after the other, each of which ends anywhere; the last one is undisturbed and comes to the end.
 */
final class JobSimulation {
    private static final int MOST_PROCESSES = 6;
    private static final int FURTHEST_TURN = 600;
    private static final int ROTS_ONE_OF = 40;

    private final Trial trial;
    private final Random random;
    private final Story story;
    private final World world;
    private final Disturbance disturbance;
    private final JobOptions options;
    private final long sourceSeed;
    private Probe probe;
    private Graph graph;
    /** How many workers the process before had. */
    private int workers;

    JobSimulation(Trial trial, long seed, Story story) {
        this.trial = trial;
        this.random = new Random(seed);
        this.story = story;
        this.world = new World(trial, seed, random, story);
        this.disturbance = new Disturbance(random, story);
        this.options = JobOptions.any(random);
        this.sourceSeed = random.nextLong();
        this.probe = new Probe(trial, sourceSeed, world);
        this.graph = trial.pipeline(probe).graph();
        story.tell(world.toString());
        story.tell(options.toString());
        if (options.isCapped()) {
            story.mark("state: hardly any room on the heap");
        }
    }

    /** @throws AssertionError if a result is lost, or there twice, or something is left over */
    void run() {
        try {
            runToTheEnd();
        } catch (AssertionError e) {
            if (!world.isRotten() || !JobProcess.isDamage(e)) {
                throw e;
            }
            story.tell("the damage is noticed: " + e.getMessage());
            story.mark("end: damage noticed");
        }
    }

    private void runToTheEnd() {
        JobMetrics metrics = null;
        for (int left = 1 + random.nextInt(MOST_PROCESSES); left > 0 && metrics == null; left--) {
            metrics = disturbed();
        }
        finish(metrics);
    }

    /**
     * Runs it with one process that is disturbed, and undisturbed ones after that.
     *
     * @param arm says how the machine of the first one ends
     * @param crashes 0 if the process is killed then; else the power is lost, and each number makes it another loss
     * @return the machine of the first process
     */
    Machine run(Consumer<Machine> arm, int crashes) {
        Machine first = world.machine();
        arm.accept(first);
        JobMetrics metrics = process().run();
        for (int another = 1; another < crashes; another++) {
            Machine unused = first.crash();
        }
        nextMachine(metrics != null, crashes > 0);
        if (metrics == null) {
            tryLettersAgain();
        }
        finish(metrics);
        return first;
    }

    private void finish(@Nullable JobMetrics ended) {
        JobMetrics metrics = ended == null ? undisturbed() : ended;
        JobMetrics again = undisturbed(); // a job that has ended says so, and brings what did not arrive
        if (!counts(again).equals(counts(metrics))) {
            throw new AssertionError("started after its end, the job says " + again + " instead of " + metrics);
        }
        probe.add(metrics);
        List<Feed> read = new Remains(graph, options, world).check(trial.feeds());
        if (!world.wasStopped() && !read.equals(trial.feeds())) {
            throw new AssertionError("of what there is, only this was read: " + read);
        }
        if (!read.equals(trial.feeds())) {
            story.mark("end: stopped before all was read");
        }
        Trial done = trial.with(read);
        done.check(probe);
        if (trial.failingStep() != null) {
            attempt(() -> world.letters().check(world.machine().disk(), graph.name(), done, probe));
        }
    }

    private static List<StepMetrics> counts(JobMetrics metrics) {
        return metrics.steps().stream().map(StepMetrics::counts).toList();
    }

    private @Nullable JobMetrics disturbed() {
        disturbance.prepare(world.machine());
        JobProcess process = process();
        end(process);
        JobMetrics metrics = process.run();
        nextMachine(metrics != null, random.nextBoolean());
        if (random.nextInt(ROTS_ONE_OF) == 0) {
            world.rot(graph.name());
        } else if (metrics == null) {
            tryLettersAgain();
        }
        return metrics;
    }

    private void tryLettersAgain() {
        if (trial.failingStep() != null) {
            attempt(() -> {
                if (!hasEnded()) {
                    world.letters().betweenProcesses(world.machine().disk(), graph.name());
                }
            });
        }
    }

    private boolean hasEnded() throws IOException {
        try (JobDirectory directory = JobDirectory.open(world.job(graph.name()), options.limits())) {
            return directory.hasEnded();
        }
    }

    private interface Call {
        void run() throws IOException;
    }

    private static void attempt(Call call) {
        try {
            call.run();
        } catch (IOException e) {
            throw new AssertionError("undisturbed, something fails: " + e.getMessage(), e);
        }
    }

    private JobMetrics undisturbed() {
        for (int tries = 0; tries <= World.MOST_REFUSALS; tries++) {
            JobMetrics metrics = process().run();
            nextMachine(metrics != null, false);
            if (metrics != null) {
                return metrics;
            }
        }
        throw new AssertionError("undisturbed processes have not brought the job to its end");
    }

    private void end(JobProcess process) {
        int turn = Disturbance.upTo(FURTHEST_TURN, random);
        switch (random.nextInt(10)) {
            case 0, 1 -> process.endsAtTurn(turn);
            case 2, 3 -> process.suspendsAtTurn(turn);
            case 4 -> process.stopsAtTurn(turn);
            default -> {
                // the machine ends it, or nothing
            }
        }
    }

    /** Returns a process that has built the pipeline for itself, as each does. */
    private JobProcess process() {
        probe = new Probe(trial, sourceSeed, world);
        graph = trial.pipeline(probe).graph();
        JobProcess process = new JobProcess(graph, options, world, new Random(random.nextLong()), story);
        if (workers > 0) {
            story.mark(
                    workers == process.workers()
                            ? "goes on with as many workers"
                            : "goes on with more or fewer workers");
        }
        workers = process.workers();
        return process;
    }

    /** {@code inOrder}: whether the process has closed everything. */
    private void nextMachine(boolean inOrder, boolean crashes) {
        Machine before = world.machine();
        if (inOrder && !before.open().isEmpty()) {
            throw new AssertionError("the process has left open " + before.open());
        }
        story.mark(inOrder ? "end: in order" : crashes ? "end: power lost" : "end: killed");
        world.endMachine(crashes);
    }
}
