// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.testkit.simulate;

import io.leat.Job;
import io.leat.engine.directory.JobDirectory;
import io.leat.engine.directory.format.DamagedDirectoryException;
import io.leat.engine.disk.Disk;
import io.leat.engine.log.segment.DamagedLogException;
import io.leat.engine.run.EpochSetup;
import io.leat.engine.run.Launcher;
import io.leat.engine.run.SteppedJob;
import io.leat.graph.Graph;
import io.leat.metric.JobMetrics;
import io.leat.testkit.host.Invariants;
import io.leat.testkit.machine.MachineStopped;
import io.leat.testkit.machine.Story;
import java.io.IOException;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** One process that runs a job, until it ends or is ended. What its threads would do is done in an order that the seed chooses. */
final class JobProcess {
    private static final int MOST_WORKERS = 4;
    private static final int MOST_TURNS = 500_000;
    private static final int TIME_ONE_OF = 8;
    private static final int PUSH_ONE_OF = 5;

    private final Graph graph;
    private final JobOptions options;
    private final World world;
    private final Random random;
    private final Story story;
    private final List<Pusher> pushers;
    private final int workers;
    private final int keeperOneOf;
    private final int deliveryOneOf;
    private int lastTurn = Integer.MAX_VALUE;
    private int suspendingTurn = Integer.MAX_VALUE;
    private int stoppingTurn = Integer.MAX_VALUE;

    JobProcess(Graph graph, JobOptions options, World world, Random random, Story story) {
        this.graph = graph;
        this.options = options;
        this.world = world;
        this.random = random;
        this.story = story;
        this.pushers = world.pushers();
        this.workers = 1 + random.nextInt(MOST_WORKERS);
        this.keeperOneOf = 2 + random.nextInt(30);
        this.deliveryOneOf = 2 + random.nextInt(30);
    }

    /** Lets it end at a turn, if not before. */
    void endsAtTurn(int turn) {
        lastTurn = turn;
    }

    /** Lets it suspend the job at a turn, if it has not ended before. */
    void suspendsAtTurn(int turn) {
        suspendingTurn = turn;
    }

    /** Lets it stop the job at a turn, if it has not ended before: what was not read until then is not read any more. */
    void stopsAtTurn(int turn) {
        stoppingTurn = turn;
    }

    int workers() {
        return workers;
    }

    /**
     * Runs it.
     *
     * @return what the job has counted, if it has come to its end; else null
     * @throws AssertionError if the process fails and nothing was done to it
     */
    @Nullable
    JobMetrics run() {
        try {
            return openAndWork();
        } catch (MachineStopped | IOException | RuntimeException e) {
            requireCause(e);
            return null;
        }
    }

    private @Nullable JobMetrics openAndWork() throws IOException {
        Disk disk = world.job(graph.name());
        JobDirectory directory = JobDirectory.open(disk, options.limits());
        try {
            world.goesOnFrom(directory.epoch(), graph);
            story.tell(workers + " workers go on from epoch " + directory.epoch());
            if (!directory.hasEnded()) {
                return work(SteppedJob.of(new EpochSetup(graph, launcher(), directory, disk), world.time()::nanos));
            }
        } finally {
            directory.close();
        }
        return bringWhatIsMissing();
    }

    private Launcher launcher() {
        return Launcher.standard(workers, world.time(), options.stateOnHeap()).every(options.epochMs());
    }

    private JobMetrics bringWhatIsMissing() {
        Job ended = launcher().inDirectory(graph, world.machine().disk(), job -> {});
        story.tell("the job had ended");
        story.mark("end: started again after it");
        return ended.metrics();
    }

    private @Nullable JobMetrics work(SteppedJob job) {
        for (int turn = 1; !job.isOver(); turn++) {
            if (turn >= lastTurn) {
                story.tell("ends at turn " + turn);
                world.machine().stop();
                return null;
            }
            if (turn == suspendingTurn) {
                story.tell("suspends the job at turn " + turn);
                job.job().suspend();
            }
            if (turn == stoppingTurn) {
                story.tell("stops the job at turn " + turn);
                world.stopped();
                job.job().stop();
            }
            if (turn > MOST_TURNS) {
                throw new AssertionError("the job does not end within " + turn + " turns: "
                        + job.job().metrics());
            }
            turn(job);
        }
        job.close();
        return ended(job);
    }

    private void turn(SteppedJob job) {
        if (!pushers.isEmpty() && random.nextInt(PUSH_ONE_OF) == 0) {
            pushers.get(random.nextInt(pushers.size())).push(random);
        } else if (random.nextInt(keeperOneOf) == 0) {
            job.keepEpochs();
        } else if (job.deliveries() > 0 && random.nextInt(deliveryOneOf) == 0) {
            job.deliver(random.nextInt(job.deliveries()));
        } else if (random.nextInt(TIME_ONE_OF) == 0) {
            world.time().moveOn(random);
        } else {
            job.turn(random.nextInt(job.workers()));
        }
    }

    private @Nullable JobMetrics ended(SteppedJob job) {
        Throwable failure = job.failure();
        if (failure != null) {
            requireCause(failure);
            return null;
        }
        if (job.job().status() != Job.Status.COMPLETED) {
            story.tell("the job is " + job.job().status());
            story.mark("end: " + job.job().status());
            return null;
        }
        story.tell("the job has completed");
        story.mark("end: " + job.job().status());
        JobMetrics metrics = job.job().metrics();
        Invariants.check(graph, metrics, world.unexpected(job.job().deadLetters()), job::states);
        return metrics;
    }

    /** Returns whether something has failed because bytes in the directory are not what was written. */
    static boolean isDamage(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof DamagedDirectoryException || cause instanceof DamagedLogException) {
                return true;
            }
        }
        return false;
    }

    /** A process fails if its machine was stopped, or something was to go wrong there, or a sink did not let it begin. */
    private void requireCause(Throwable failure) {
        story.tell("fails: " + failure);
        story.tell("last " + world.machine().latest());
        if (isDamage(failure) && !world.isRotten()) {
            throw new AssertionError("damage is seen where there is none: " + failure, failure);
        }
        if (!world.machine().isStopped() && !world.machine().faults().any() && !Refusals.isCause(failure)) {
            throw new AssertionError("a process fails without a cause: " + failure, failure);
        }
    }
}
