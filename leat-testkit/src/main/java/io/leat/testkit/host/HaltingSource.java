// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.testkit.host;

import io.leat.connector.Position;
import io.leat.connector.Records;
import io.leat.connector.Source;
import io.leat.connector.SourcePartition;
import io.leat.connector.SourceReader;
import io.leat.testkit.reference.Feed;
import io.leat.testkit.reference.Item;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/**
 * A feed that hands out what its arrival allows, in pieces of random length, with moments when there is nothing. If the order of
 * arrival is strict, or else in half of the cases, it is a live source, whose partitions are read in any order; if not, the
 * partition that is furthest behind is read first.
 */
final class HaltingSource extends Source<Item> {
    private static final int[] LONGEST_PIECES = {1, 3, 20, 1_000};

    private final List<List<Item>> partitions;
    private final int firstPartition;
    private final Arrival arrival;
    private final long seed;
    private final boolean live;
    private final boolean endsEarly;
    private final int longestPiece;

    /** {@code firstPartition}: how many partitions the feeds before this one have. */
    HaltingSource(Feed feed, int firstPartition, Arrival arrival, long seed) {
        Random random = new Random(seed);
        this.partitions = feed.partitions();
        this.firstPartition = firstPartition;
        this.arrival = arrival;
        this.seed = seed;
        this.live = random.nextBoolean() || arrival.isStrict();
        this.endsEarly = random.nextBoolean();
        this.longestPiece = LONGEST_PIECES[random.nextInt(LONGEST_PIECES.length)];
    }

    @Override
    public Class<?> type() {
        return Item.class;
    }

    @Override
    public boolean live() {
        return live;
    }

    @Override
    public List<? extends SourcePartition<Item>> partitions() {
        List<SourcePartition<Item>> all = new ArrayList<>();
        for (int i = 0; i < partitions.size(); i++) {
            all.add(new Partition(i));
        }
        return all;
    }

    private final class Partition implements SourcePartition<Item> {
        private final int index;

        Partition(int index) {
            this.index = index;
        }

        @Override
        public String name() {
            return "p" + index;
        }

        @Override
        public SourceReader<Item> open(@Nullable Position from) {
            return new Reader(index, from == null ? 0 : (int) from.number());
        }
    }

    private final class Reader implements SourceReader<Item> {
        private final List<Item> items;
        private final int partition;
        private final Random random;
        private int next;

        Reader(int index, int next) {
            this.items = partitions.get(index);
            this.partition = firstPartition + index;
            this.random = new Random(seed + index);
            this.next = next;
        }

        @Override
        public Status read(Records<? super Item> out, int atMost) {
            int piece = Math.min(items.size() - next, pieceOf(atMost));
            for (int i = 0; i < piece; i++) {
                out.add(items.get(next++));
                arrival.gave();
            }
            if (next == items.size() && arrival.mayEnd(endsEarly)) {
                return Status.END;
            }
            return piece > 0 ? Status.MORE : Status.EMPTY;
        }

        private int pieceOf(int atMost) {
            int allowed = arrival.allowed(partition, next);
            if (allowed <= 0) {
                arrival.stands();
                return 0;
            }
            return arrival.isStrict() ? 1 : Math.min(Math.min(atMost, allowed), random.nextInt(longestPiece + 1));
        }

        @Override
        public Position position() {
            return Position.of(next);
        }
    }
}
