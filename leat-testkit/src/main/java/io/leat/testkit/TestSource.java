// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.testkit;

import io.leat.connector.Position;
import io.leat.connector.Records;
import io.leat.connector.Source;
import io.leat.connector.SourcePartition;
import io.leat.connector.SourceReader;
import io.leat.graph.Step;
import io.leat.time.Millis;
import io.leat.time.Watermarks;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/**
 * What stands in for a source: it gives what the test has put in. It computes the watermarks of its partitions itself, from the
 * disorder bound of the source and from what the test says, and is live in any case, so that its events are read whatever other
 * sources have.
 */
final class TestSource extends Source<Object> {
    private static final long TIME_LIMIT = 1L << 62;

    private final Step.From original;
    private final InstantSource clock;
    private final @Nullable ToLongFunction<Object> time;
    private final long skewMs;
    private final List<Partition> partitions = new ArrayList<>();

    @SuppressWarnings("unchecked") // the function was given for the events of this source
    TestSource(Step.From original, int partitions, InstantSource clock) {
        this.original = original;
        this.clock = clock;
        this.time = (ToLongFunction<Object>) original.source().timestamps();
        this.skewMs = original.watermarks().maxFutureSkewMs(original.source().live());
        for (int i = 0; i < partitions; i++) {
            this.partitions.add(new Partition("p" + i));
        }
    }

    /** Returns the step with this source in it. */
    Step.From step() {
        long idleMs = original.watermarks().idleAfterMs();
        boolean idles =
                original.source().live() && idleMs != Long.MAX_VALUE; // a replayed source never looks at the clock
        Watermarks own = idles
                ? Watermarks.fromSource().idleAfter(Duration.ofMillis(idleMs))
                : Watermarks.fromSource().neverIdle();
        return new Step.From(
                original.header(),
                this,
                skewMs == Long.MAX_VALUE ? own.anyFutureSkew() : own.maxFutureSkew(Duration.ofMillis(skewMs)));
    }

    String name() {
        return original.name();
    }

    void requireGives(Class<?> type) {
        Class<?> gives = original.source().type();
        if (!gives.isAssignableFrom(type) && !gives.isPrimitive()) {
            throw new IllegalArgumentException(
                    "source '" + name() + "' gives " + gives.getSimpleName() + ", not " + type.getSimpleName());
        }
    }

    void requirePartition(int number) {
        if (number < 0 || number >= partitions.size()) {
            throw new IllegalArgumentException("source '" + name() + "' has no partition " + number + ": it has "
                    + partitions.size() + ", counted from 0; the option partitions(step, count) sets how many");
        }
    }

    // ---- what the test puts in ------------------------------------------------------------------------------------

    void emit(int partition, Object event) {
        Partition into = partitions.get(partition);
        if (time != null) {
            try {
                into.put(event, time.applyAsLong(event));
            } catch (RuntimeException e) {
                into.waiting.add(out -> out.unreadable(into.name, event, "its time cannot be told: " + e, e));
            }
        } else if (timed()) {
            into.put(event, Math.max(into.largest, clock.millis()));
        } else {
            into.waiting.add(out -> out.add(event));
        }
    }

    void emit(int partition, Object event, long timestamp) {
        partitions.get(partition).put(event, timestamp);
    }

    void watermark(int partition, long timestamp) {
        partitions.get(partition).raise(timestamp);
    }

    // ---- what the pipeline sees -----------------------------------------------------------------------------------

    @Override
    public Class<?> type() {
        return original.source().type();
    }

    @Override
    public boolean live() {
        return true;
    }

    @Override
    public boolean timed() {
        return original.source().timed();
    }

    @Override
    public List<? extends SourcePartition<Object>> partitions() {
        return partitions;
    }

    @Override
    public String toString() {
        return "test input in place of " + original.source();
    }

    /** Something for the pipeline to read. */
    @FunctionalInterface
    private interface Entry {
        void giveTo(Records<Object> out);
    }

    private final class Partition implements SourcePartition<Object>, SourceReader<Object> {
        private final String name;
        private final Deque<Entry> waiting = new ArrayDeque<>();
        private long largest = Long.MIN_VALUE;
        private long watermark = Long.MIN_VALUE;

        Partition(String name) {
            this.name = name;
        }

        void put(Object event, long timestamp) {
            waiting.add(out -> out.add(event, timestamp));
            if (isTaken(timestamp) && timestamp > largest) {
                largest = timestamp;
                if (!original.watermarks().areFromSource()) {
                    raise(Millis.minus(
                            Millis.minus(timestamp, original.watermarks().boundMs()), 1));
                }
            }
        }

        /** Returns whether the engine takes an event of that time, so that it moves the watermark. */
        private boolean isTaken(long timestamp) {
            boolean tooFarAhead = skewMs != Long.MAX_VALUE && Millis.minus(timestamp, skewMs) > clock.millis();
            return !tooFarAhead && timestamp <= TIME_LIMIT && timestamp >= -TIME_LIMIT;
        }

        void raise(long to) {
            if (to > watermark) {
                watermark = to;
                waiting.add(out -> out.watermark(to));
            }
        }

        @Override
        public String name() {
            return name;
        }

        /** After a restart the pipeline hears again how far the partition had come. */
        @Override
        public SourceReader<Object> open(@Nullable Position from) {
            long reached = watermark;
            if (reached != Long.MIN_VALUE) {
                waiting.addFirst(out -> out.watermark(reached));
            }
            return this;
        }

        @Override
        public Status read(Records<? super Object> out, int atMost) {
            boolean any = !waiting.isEmpty();
            for (Entry next; (next = waiting.poll()) != null; ) {
                next.giveTo(out);
            }
            return any ? Status.MORE : Status.EMPTY;
        }

        @Override
        public Position position() {
            return Position.of(0);
        }
    }
}
