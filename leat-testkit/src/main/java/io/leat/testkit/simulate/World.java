// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.testkit.simulate;

import io.leat.connector.Source;
import io.leat.engine.disk.DirectoryName;
import io.leat.engine.disk.Disk;
import io.leat.failure.DeadLetter;
import io.leat.graph.Graph;
import io.leat.testkit.host.Ending;
import io.leat.testkit.host.Surroundings;
import io.leat.testkit.host.Trial;
import io.leat.testkit.machine.Disturbance;
import io.leat.testkit.machine.Machine;
import io.leat.testkit.machine.Story;
import io.leat.testkit.reference.Feed;
import io.leat.testkit.reference.Item;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What a simulated job runs in: the machine of now, what is at the ends of its pipeline, and the time. */
final class World implements Surroundings {
    /** So many calls of sinks are refused in all. */
    static final int MOST_REFUSALS = 2;

    private static final int REFUSES_ONE_OF = 40;

    private final Trial trial;
    private final Random random;
    private final Story story;
    private final Letters letters;
    private final Map<String, Outside> outsides = new LinkedHashMap<>();
    private final Map<Integer, Optional<Pusher>> pushers = new TreeMap<>();
    private final Refusals refusals;
    private final SimulatedTime time = new SimulatedTime();
    private Machine machine;
    /** Whether what was not forced may have been lost since the job was last started. */
    private boolean lossy;

    private boolean rotten;
    private boolean stopped;

    World(Trial trial, long seed, Random random, Story story) {
        this.trial = trial;
        this.random = random;
        this.story = story;
        this.letters = new Letters(random, time, story);
        this.machine = Machine.of(seed);
        this.refusals = new Refusals(
                random,
                story,
                Math.max(0, random.nextInt(MOST_REFUSALS + 3) - 2),
                Disturbance.upTo(REFUSES_ONE_OF, random));
    }

    // ---- the machine ----------------------------------------------------------------------------------------------

    Machine machine() {
        return machine;
    }

    /** Ends the machine. What is found on the next one may be less than what was written, also where a force has failed. */
    void endMachine(boolean byCrash) {
        lossy |= byCrash || machine.faults().any();
        story.tell(byCrash ? "crash" : "kill");
        Machine ended = machine;
        machine = byCrash ? ended.crash() : ended.kill();
        ended.mishaps().forEach(story::mark);
    }

    /** Turns over a bit of the job's directory: then a process may refuse to go on, if it says so. */
    void rot(String pipeline) {
        story.tell("turned over is " + machine.rot(DirectoryName.of(pipeline)));
        story.mark("disk: a bit turned over");
        rotten = true;
    }

    boolean isRotten() {
        return rotten;
    }

    /** Takes note that a process stops the job before all is read. */
    void stopped() {
        stopped = true;
    }

    boolean wasStopped() {
        return stopped;
    }

    SimulatedTime time() {
        return time;
    }

    /** Returns where the job of a pipeline is kept. */
    Disk job(String pipeline) throws IOException {
        return machine.disk().directory(DirectoryName.of(pipeline));
    }

    // ---- what is at the ends --------------------------------------------------------------------------------------

    @Override
    public Ending ending(String sink) {
        return outsides.computeIfAbsent(sink, this::outside);
    }

    private Outside outside(String sink) {
        Outside outside = switch (random.nextInt(trial.isDistinct(sink) ? 4 : 3)) {
            case 0 -> new Ledger(refusals, this::machine);
            case 1 -> new Repeater(refusals, false);
            case 2 -> new PartFiles(new Random(random.nextLong()), this::machine, sink);
            default -> new Repeater(refusals, true);
        };
        story.mark("sink: " + outside);
        return outside;
    }

    @Override
    public boolean isMended() {
        return letters.areMended();
    }

    Letters letters() {
        return letters;
    }

    /** Returns those of the dead letters that must not be. */
    List<DeadLetter> unexpected(List<DeadLetter> deadLetters) {
        return deadLetters.stream()
                .filter(letter -> !letter.step().equals(trial.failingStep()))
                .toList();
    }

    @Override
    public @Nullable Source<Item> source(int number, Feed feed) {
        Pusher pusher = pushers.computeIfAbsent(number, n -> pusher(feed)).orElse(null);
        story.mark(
                pusher == null
                        ? "source: read"
                        : pusher.isDurable() ? "source: durable push" : "source: buffered push");
        return pusher == null ? null : pusher.connect();
    }

    /** Most feeds with one partition are pushed. */
    private Optional<Pusher> pusher(Feed feed) {
        return feed.partitions().size() == 1 && random.nextInt(4) > 0
                ? Optional.of(new Pusher(feed.partitions().get(0), random))
                : Optional.empty();
    }

    List<Pusher> pushers() {
        return pushers.values().stream().flatMap(Optional::stream).toList();
    }

    /** Takes note that a process goes on with the job. */
    void goesOnFrom(long epoch, Graph graph) throws IOException {
        outsides.values().forEach(outside -> outside.goesOnFrom(epoch));
        Disk copy = machine.copy().disk().directory(DirectoryName.of(graph.name()));
        for (Pusher pusher : pushers()) {
            pusher.goesOn(copy, graph, lossy);
        }
        lossy = false;
    }

    @Override
    public String toString() {
        return "sinks " + outsides + ", pushed " + pushers();
    }
}
