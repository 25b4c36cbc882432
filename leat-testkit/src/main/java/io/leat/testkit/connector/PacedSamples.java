// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.testkit.connector;

import io.leat.connector.Position;
import io.leat.connector.Records;
import io.leat.connector.Source;
import io.leat.connector.SourcePartition;
import io.leat.connector.SourceReader;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Samples that come a few each millisecond, so that a job can be killed among them. */
final class PacedSamples extends Source<Sample> implements SourcePartition<Sample> {
    private static final int EACH_MS = 4;

    private final int count;

    PacedSamples(int count) {
        this.count = count;
    }

    @Override
    public Class<?> type() {
        return Sample.class;
    }

    @Override
    public List<? extends SourcePartition<Sample>> partitions() {
        return List.of(this);
    }

    @Override
    public String name() {
        return "samples";
    }

    @Override
    public SourceReader<Sample> open(@Nullable Position from) {
        return new Reader(from == null ? 0 : (int) from.number());
    }

    private final class Reader implements SourceReader<Sample> {
        private int next;
        private long readMs;

        Reader(int next) {
            this.next = next;
        }

        @Override
        public Status read(Records<? super Sample> out, int atMost) {
            long nowMs = System.nanoTime() / 1_000_000;
            if (nowMs == readMs) {
                return Status.EMPTY;
            }
            readMs = nowMs;
            for (int i = 0; i < Math.min(EACH_MS, atMost) && next < count; i++) {
                out.add(Sample.of(next++));
            }
            return next < count ? Status.MORE : Status.END;
        }

        @Override
        public Position position() {
            return Position.of(next);
        }
    }
}
