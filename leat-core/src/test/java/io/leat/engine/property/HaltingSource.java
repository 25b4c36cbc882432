// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.engine.property;

import io.leat.connector.Position;
import io.leat.connector.Records;
import io.leat.connector.Source;
import io.leat.connector.SourcePartition;
import io.leat.connector.SourceReader;
import io.leat.engine.reference.Feed;
import io.leat.engine.reference.Item;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * A feed that is read in pieces of random length, with moments when there is nothing, and that stops at random places while
 * its gate is closed. As a live source its partitions are read in any order, else the one that is furthest behind first.
 */
final class HaltingSource extends Source<Item> {
    private static final int[] LONGEST_PIECES = {1, 3, 20, 1_000};

    private final List<List<Item>> partitions;
    private final List<Integer> halts = new ArrayList<>();
    private final Gate gate;
    private final long seed;
    private final boolean live;
    private final int longestPiece;

    HaltingSource(Feed feed, Gate gate, long seed) {
        Random random = new Random(seed);
        this.partitions = feed.partitions();
        this.gate = gate;
        this.seed = seed;
        this.live = random.nextBoolean();
        this.longestPiece = LONGEST_PIECES[random.nextInt(LONGEST_PIECES.length)];
        partitions.forEach(p -> halts.add(random.nextInt(p.size() + 1)));
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
        public SourceReader<Item> open(Position from) {
            return new Reader(index, from == null ? 0 : (int) from.number());
        }
    }

    private final class Reader implements SourceReader<Item> {
        private final List<Item> items;
        private final int halt;
        private final Random random;
        private int next;

        Reader(int index, int next) {
            this.items = partitions.get(index);
            this.halt = halts.get(index);
            this.random = new Random(seed + index);
            this.next = next;
        }

        @Override
        public Status read(Records<? super Item> out, int atMost) {
            boolean open = gate.isOpen();
            int last = open ? items.size() : halt;
            int end = Math.min(last, next + Math.min(atMost, random.nextInt(longestPiece + 1)));
            boolean any = next < end;
            while (next < end) {
                out.add(items.get(next++));
            }
            if (!open && next >= halt) {
                gate.reach();
                return Status.EMPTY;
            }
            if (next == items.size()) {
                return Status.END;
            }
            return any ? Status.MORE : Status.EMPTY;
        }

        @Override
        public Position position() {
            return Position.of(next);
        }
    }
}
