// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.bench.epoch;

import io.leat.connector.Position;
import io.leat.connector.Records;
import io.leat.connector.Source;
import io.leat.connector.SourcePartition;
import io.leat.connector.SourceReader;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A source of one partition, in which every key comes once in each pass, in an order that jumps about. It makes its events as it goes. */
final class HitSource extends Source<Hit> {
    /** Larger than any number of keys and prime: so its multiples meet every key. */
    private static final long STRIDE = 1_000_000_007L;

    private final int keys;
    private final int hitsPerMs;
    private final Pace pace;

    /** From which event on most of them are of few keys. */
    private long skewedFrom = Long.MAX_VALUE;

    /** Says how long the source goes on; it is asked by the thread that reads. */
    interface Pace {
        /** Called before each batch with the number of events so far; returns how many there may be in all: the end, if that is it. */
        long upTo(long given);
    }

    /**
     * Makes a source.
     *
     * @param hitsPerMs how dense they are in event time
     */
    HitSource(int keys, int hitsPerMs, Pace pace) {
        this.keys = keys;
        this.hitsPerMs = hitsPerMs;
        this.pace = pace;
    }

    /** Lets nine of ten events be of a twentieth of the keys, from one of them on. */
    void skew(long from) {
        skewedFrom = from;
    }

    private long key(long event) {
        return event * STRIDE % (event < skewedFrom || event % 10 == 0 ? keys : keys / 20);
    }

    @Override
    public Class<?> type() {
        return Hit.class;
    }

    @Override
    public boolean timed() {
        return true;
    }

    @Override
    public List<? extends SourcePartition<Hit>> partitions() {
        return List.of(new Partition(this));
    }

    private record Partition(HitSource source) implements SourcePartition<Hit> {
        @Override
        public String name() {
            return "hits";
        }

        @Override
        public SourceReader<Hit> open(@Nullable Position from) {
            return new Reader(source, from == null ? 0 : from.number());
        }
    }

    private static final class Reader implements SourceReader<Hit> {
        private final HitSource source;
        private long given;

        Reader(HitSource source, long given) {
            this.source = source;
            this.given = given;
        }

        @Override
        public Status read(Records<? super Hit> out, int atMost) {
            long end = source.pace.upTo(given);
            long until = Math.min(end, given + atMost);
            for (; given < until; given++) {
                out.add(new Hit(source.key(given), given & 0xFFF), given / source.hitsPerMs);
            }
            return given == end ? Status.END : Status.MORE;
        }

        @Override
        public Position position() {
            return Position.of(given);
        }
    }
}
