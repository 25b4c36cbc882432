// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.connector.memory;

import io.leat.connector.Position;
import io.leat.connector.Records;
import io.leat.connector.Source;
import io.leat.connector.SourcePartition;
import io.leat.connector.SourceReader;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;

/**
 * A source that makes event number 0, 1, 2 … by a function of the number, as fast as it is read or at a given rate.
 *
 * <p>The same number must always give the same event; then it can be replayed like a file.
 */
public final class Generator<T> extends Source<T> {
    private static final long NANOS = 1_000_000_000L;

    private final LongFunction<? extends T> event;
    private final long count;
    private final double perSecond;
    private final int partitions;

    private Generator(LongFunction<? extends T> event, long count, double perSecond, int partitions) {
        this.event = event;
        this.count = count;
        this.perSecond = perSecond;
        this.partitions = partitions;
    }

    /**
     * Returns a generator of {@code count} events.
     *
     * @param count zero or more; {@code Long.MAX_VALUE} for no end
     */
    public static <T> Generator<T> of(long count, LongFunction<? extends T> event) {
        if (count < 0) {
            throw new IllegalArgumentException("a generator of " + count + " events: give zero or more");
        }
        return new Generator<>(event, count, 0, 1);
    }

    /**
     * Returns this generator slowed down to a rate, over all its partitions. It is then a live source.
     *
     * @param eventsPerSecond above zero
     */
    public Generator<T> rate(double eventsPerSecond) {
        if (!(eventsPerSecond > 0)) {
            throw new IllegalArgumentException("a rate of " + eventsPerSecond + " events per second: give one above 0");
        }
        return new Generator<>(event, count, eventsPerSecond, partitions);
    }

    /**
     * Returns this generator with its events dealt out to partitions in turn.
     *
     * @param number at least 1
     */
    public Generator<T> partitions(int number) {
        if (number < 1) {
            throw new IllegalArgumentException("a generator of " + number + " partitions: give at least 1");
        }
        return new Generator<>(event, count, perSecond, number);
    }

    @Override
    public Class<?> type() {
        return Object.class;
    }

    @Override
    public boolean live() {
        return perSecond > 0;
    }

    @Override
    public List<? extends SourcePartition<T>> partitions() {
        List<SourcePartition<T>> list = new ArrayList<>();
        for (int i = 0; i < partitions; i++) {
            list.add(new Partition(i));
        }
        return list;
    }

    @Override
    public String toString() {
        return "generator";
    }

    private final class Partition implements SourcePartition<T> {
        private final int index;

        Partition(int index) {
            this.index = index;
        }

        @Override
        public String name() {
            return "generator-" + index;
        }

        @Override
        public SourceReader<T> open(@Nullable Position from) {
            return new Reader(from == null ? index : from.number());
        }
    }

    private final class Reader implements SourceReader<T> {
        private final long startNanos = System.nanoTime();
        private final long first;
        private long next;

        Reader(long next) {
            this.first = next;
            this.next = next;
        }

        @Override
        public Status read(Records<? super T> out, int atMost) {
            long end = Math.min(due(), next + (long) atMost * partitions);
            boolean any = next < end;
            for (; next < end; next += partitions) {
                out.add(event.apply(next));
            }
            if (next >= count) {
                return Status.END;
            }
            return any ? Status.MORE : Status.EMPTY;
        }

        /** The first number that is not to be made yet. */
        private long due() {
            if (perSecond == 0) {
                return count;
            }
            double elapsed = (double) (System.nanoTime() - startNanos) / NANOS;
            return (long) Math.min((double) count, first + elapsed * perSecond);
        }

        @Override
        public Position position() {
            return Position.of(next);
        }
    }
}
