// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.testkit.simulate;

import io.leat.connector.Source;
import io.leat.connector.memory.Push;
import io.leat.engine.disk.DirectoryName;
import io.leat.engine.disk.Disk;
import io.leat.engine.log.EventLog;
import io.leat.engine.log.LogOptions;
import io.leat.graph.Graph;
import io.leat.graph.Step;
import io.leat.testkit.reference.Item;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.Random;

/**
 * Who pushes the events of a feed to a job. When the job has been started again it looks which of them are in the job's log, and goes on
 * behind them. Those must be there of which it was told that they are.
 */
final class Pusher {
    private static final int MOST_AT_ONCE = 4;
    private static final int SMALLEST_RETAINED = 2_000;
    private static final int MOST_RETAINED = 20_000;

    private final List<Item> items;
    private final boolean durable;
    private final long retainBytes;
    private Push<Item> push;
    /** So many are in the log as long as no power is lost. */
    private int written;
    /** So many are there in any case. */
    private int forced;
    /** The next one to push. */
    private int next;

    private String step = "";
    private boolean taken;
    private boolean closed;

    Pusher(List<Item> items, Random random) {
        this.items = items;
        this.durable = random.nextBoolean();
        this.retainBytes = random.nextInt(SMALLEST_RETAINED, MOST_RETAINED);
        this.push = source();
    }

    /** Returns a new source, for the next process. */
    Source<Item> connect() {
        push = source();
        taken = false;
        closed = false;
        return push;
    }

    boolean isDurable() {
        return durable;
    }

    private Push<Item> source() {
        Push<Item> kept = Push.of(Item.class).retain(Duration.ofDays(1), retainBytes);
        return (durable ? kept.durable() : kept.buffered()).timedByMillis(Item::time);
    }

    /**
     * Looks how many events are in the log.
     *
     * @param job where the directory of the job is, on a copy of the machine
     * @param lossy whether what was not forced may be gone
     */
    void goesOn(Disk job, Graph graph, boolean lossy) throws IOException {
        step = graph.steps().stream()
                .filter(each -> each instanceof Step.From from && from.source() == push)
                .map(Step::name)
                .findFirst()
                .orElseThrow();
        try (EventLog log = EventLog.open(log(job), LogOptions.of(graph.name() + "/" + step))) {
            next = Math.toIntExact(log.endIndex());
        }
        int least = lossy ? forced : written;
        if (next < least || next > items.size()) {
            throw new AssertionError(
                    "the log of " + step + " has " + next + " events; " + least + " were taken of " + items.size());
        }
        written = next;
        forced = Math.min(forced, next);
    }

    /** Pushes some events, or tells that there are no more; returns whether there was anything to do. */
    boolean push(Random random) {
        if (closed) {
            return false;
        }
        if (next == items.size()) {
            push.close();
            closed = true;
            return true;
        }
        int some = taken ? Math.min(items.size() - next, 1 + random.nextInt(MOST_AT_ONCE)) : 1;
        try {
            taken = some == 1 ? push.offer(items.get(next)) : pushAll(some);
        } catch (IllegalStateException | UncheckedIOException e) {
            closed = true; // the job has failed, or is about to
            return true;
        }
        if (taken) {
            next += some;
            written = next;
            forced = durable ? next : forced;
        }
        return taken;
    }

    private boolean pushAll(int some) {
        try {
            push.emitAll(items.subList(next, next + some));
            return true;
        } catch (InterruptedException e) {
            throw new AssertionError("nobody interrupts it", e);
        }
    }

    /** Returns where the log is in the directory of the job. */
    Disk log(Disk job) throws IOException {
        return job.directory("log-" + DirectoryName.of(step));
    }

    /** Returns how many bytes it may have, in segments of an eighth of what is retained, one more, and what is around the events. */
    long mostLogBytes() {
        return retainBytes + 2 * (retainBytes / 8 + SMALLEST_RETAINED);
    }

    @Override
    public String toString() {
        return (durable ? "durable" : "buffered") + " push, " + retainBytes + " bytes retained";
    }
}
