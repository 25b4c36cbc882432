// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.testkit.simulate.store;

import io.leat.engine.log.Durability;
import io.leat.engine.log.EventLog;
import io.leat.engine.log.LogOptions;
import io.leat.engine.log.NewEvent;
import io.leat.testkit.machine.Machine;
import io.leat.testkit.machine.MachineStopped;
import io.leat.testkit.machine.Story;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** An event log, process by process, beside what it has to hold. */
final class LogRun {
    private static final int LONG_BYTES = 4_000;
    private static final int LAST_TIME = 2_000;

    private final Random random;
    private final LogOptions options;
    private final Story story;
    private final LogModel model;
    /** Whether what was not forced may have been lost since the log was last opened. */
    private boolean lossy;

    private long nowMs = 100;

    LogRun(Random random, LogOptions options, Story story) {
        this(random, options, story, new LogModel());
    }

    private LogRun(Random random, LogOptions options, Story story, LogModel model) {
        this.random = random;
        this.options = options.with(() -> Instant.ofEpochMilli(nowMs));
        this.story = story;
        this.model = model;
        story.tell(options.toString());
    }

    /** Makes one that goes on from where another is, its own way. */
    LogRun(LogRun from, long seed) {
        this(new Random(seed), from.options, new Story(), new LogModel(from.model));
        this.nowMs = from.nowMs;
        this.lossy = from.lossy;
    }

    /** What a process does with the log. */
    @FunctionalInterface
    interface Work {
        void on(EventLog log) throws IOException;
    }

    Story story() {
        return story;
    }

    /**
     * Runs a process until its work is done, it fails or the machine stops.
     *
     * @return whether the work was done
     * @throws AssertionError if the log cannot be opened, or holds something else than it should
     */
    boolean process(Machine machine, Work work) {
        try (EventLog log = EventLog.open(machine.disk(), options)) {
            story.tell("opened, events " + log.firstIndex() + " to " + log.endIndex());
            model.opened(log, lossy);
            lossy = false;
            work.on(log);
        } catch (MachineStopped | IOException e) {
            story.tell("fails: " + e);
            story.tell("last " + machine.latest());
            lossy |= machine.faults().any(); // a force that has failed may have dropped what was written before
            if (!machine.isStopped() && !machine.faults().any()) {
                throw new AssertionError("it fails on a disk without faults: " + e.getMessage(), e);
            }
            return false;
        }
        model.acknowledged(true); // closing forces everything
        return true;
    }

    /** Lets the machine end. */
    Machine end(Machine machine, boolean byCrash) {
        story.tell(byCrash ? "crash" : "kill");
        lossy |= byCrash;
        return byCrash ? machine.crash() : machine.kill();
    }

    // ---- what processes do ----------------------------------------------------------------------------------------

    /** Does some of everything. */
    void anything(EventLog log) throws IOException {
        for (int n = random.nextInt(60); n > 0; n--) {
            nowMs += random.nextInt(20);
            switch (random.nextInt(12)) {
                case 0 -> force(log);
                case 1 -> keep(log, random.nextInt((int) model.end() + 1));
                case 2 -> mark(log);
                case 3 -> query(log);
                case 4 -> model.compare(log);
                default -> append(log, random.nextInt(20) == 0 ? LONG_BYTES : 60);
            }
        }
    }

    void append(EventLog log, int longest) throws IOException {
        List<NewEvent> events = new ArrayList<>();
        long arrivalMs = nowMs + random.nextInt(3) - 1;
        for (int n = 1 + random.nextInt(4); n > 0; n--) {
            byte[] bytes = new byte[random.nextInt(longest)];
            random.nextBytes(bytes);
            long timeMs = random.nextInt(4) == 0 ? EventLog.BY_ARRIVAL : random.nextInt(LAST_TIME);
            events.add(new NewEvent(bytes, timeMs));
            model.append(bytes, timeMs, arrivalMs);
        }
        story.tell("append " + events.size() + " events, up to " + model.end());
        long first = log.append(events, arrivalMs);
        if (first != model.end() - events.size()) {
            throw new AssertionError("the event " + (model.end() - events.size()) + " has the index " + first);
        }
        model.acknowledged(options.durability() == Durability.DURABLE);
    }

    void force(EventLog log) throws IOException {
        story.tell("force");
        log.force();
        model.acknowledged(true);
    }

    void mark(EventLog log) throws IOException {
        story.tell("mark");
        if (!log.mark(model.end(), new byte[] {1, 2, 3})) {
            throw new AssertionError("no mark before event " + model.end());
        }
    }

    void keep(EventLog log, long index) throws IOException {
        story.tell("keep from " + index);
        model.keep(index);
        log.keep(index);
    }

    void query(EventLog log) throws IOException {
        model.query(log, random);
    }

    void compare(EventLog log) throws IOException {
        model.compare(log);
    }
}
