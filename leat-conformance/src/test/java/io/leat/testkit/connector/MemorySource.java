// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.testkit.connector;

import io.leat.connector.Position;
import io.leat.connector.Records;
import io.leat.connector.Source;
import io.leat.connector.SourcePartition;
import io.leat.connector.SourceReader;
import io.leat.connector.UnavailableException;
import io.leat.testkit.connector.ContractTest.SourceMistake;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** A live source of three partitions in memory, with or without a mistake. */
final class MemorySource implements SourceTarget {
    private static final AtomicInteger NAMES = new AtomicInteger();
    private static final Object NONE = "no sample";

    private final @Nullable SourceMistake mistake;
    private final List<List<Object>> partitions = List.of(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
    private volatile boolean away;

    MemorySource(@Nullable SourceMistake mistake) {
        this.mistake = mistake;
    }

    @Override
    public Source<Sample> source() {
        return new Source<>() {
            @Override
            public Class<?> type() {
                return Sample.class;
            }

            @Override
            public boolean live() {
                return true;
            }

            @Override
            public List<? extends SourcePartition<Sample>> partitions() {
                String prefix = mistake == SourceMistake.NEW_NAMES ? NAMES.incrementAndGet() + "-" : "p";
                return IntStream.range(0, partitions.size())
                        .mapToObj(i -> new Partition(prefix + i, partitions.get(i)))
                        .toList();
            }
        };
    }

    @Override
    public void put(List<Sample> samples) {
        samples.forEach(sample -> put((int) (sample.number() % partitions.size()), sample));
        if (mistake == SourceMistake.SWAPS_TWO) {
            List<Object> first = partitions.get(0);
            synchronized (first) {
                first.add(first.size() - 1, first.remove(first.size() - 2));
            }
        }
    }

    private void put(int partition, Object what) {
        List<Object> list = partitions.get(partition);
        synchronized (list) {
            list.add(what);
        }
    }

    @Override
    public boolean putUnreadable() {
        put(1, NONE);
        return true;
    }

    @Override
    public boolean disconnect() {
        away = true;
        return true;
    }

    @Override
    public void reconnect() {
        away = false;
    }

    private final class Partition implements SourcePartition<Sample> {
        private final String name;
        private final List<Object> list;

        Partition(String name, List<Object> list) {
            this.name = name;
            this.list = list;
        }

        @Override
        public String name() {
            return name;
        }

        @Override
        public SourceReader<Sample> open(@Nullable Position from) {
            int next = from == null ? 0 : (int) from.number();
            if (from != null && mistake == SourceMistake.GOES_ON_ONE_LATE) {
                next++;
            }
            if (from != null && mistake == SourceMistake.GOES_ON_ONE_EARLY) {
                next = Math.max(0, next - 1);
            }
            return new Reader(list, next);
        }
    }

    private final class Reader implements SourceReader<Sample> {
        private final List<Object> list;
        private final List<String> held = new ArrayList<>();
        private int next;
        private int asked;

        Reader(List<Object> list, int next) {
            this.list = list;
            this.next = next;
        }

        @Override
        public Status read(Records<? super Sample> out, int atMost) throws Exception {
            if (away) {
                if (mistake == SourceMistake.ENDS_WHEN_AWAY) {
                    return Status.END;
                }
                if (mistake == SourceMistake.IS_EMPTY_WHEN_AWAY && ++asked % 2 == 0) {
                    return Status.EMPTY;
                }
                throw new UnavailableException("away", null);
            }
            int most = mistake == SourceMistake.MORE_THAN_ASKED ? atMost + 1 : atMost;
            int handed = 0;
            for (; handed < most && has(); handed++) {
                give(out);
            }
            if (handed == 0 && mistake == SourceMistake.WAITS) {
                Thread.sleep(50);
            }
            return handed > 0 ? Status.MORE : Status.EMPTY;
        }

        private boolean has() {
            synchronized (list) {
                return next < list.size();
            }
        }

        private void give(Records<? super Sample> out) {
            Object what;
            synchronized (list) {
                what = list.get(next++);
            }
            if (what instanceof Sample sample) {
                if (mistake == SourceMistake.HOLDS_ALL && held.isEmpty()) {
                    IntStream.range(0, 700)
                            .forEach(i -> held.add(new String(sample.text().toCharArray())));
                }
                if (mistake != SourceMistake.DROPS_ONE || sample.number() != 17) {
                    out.add(sample);
                }
            } else if (mistake != SourceMistake.PASSES_OVER_UNREADABLE) {
                out.unreadable("memory:" + next, what, "not a sample", null);
            }
        }

        @Override
        public Position position() {
            return Position.of(next);
        }
    }
}
