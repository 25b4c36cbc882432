// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.bench.work;

import io.leat.connector.Position;
import io.leat.connector.Records;
import io.leat.connector.Source;
import io.leat.connector.SourcePartition;
import io.leat.connector.SourceReader;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A bounded source: passes of a ring, as one partition. */
final class RingSource extends Source<Call> {
    private final Ring ring;
    private final long events;
    private final Meter meter;

    /** {@code meter} runs from the first read to the end of the job, in the thread that reads. */
    RingSource(Ring ring, long events, Meter meter) {
        this.ring = ring;
        this.events = events;
        this.meter = meter;
    }

    @Override
    public Class<?> type() {
        return Call.class;
    }

    @Override
    public boolean timed() {
        return true;
    }

    @Override
    public List<? extends SourcePartition<Call>> partitions() {
        return List.of(new Partition(this));
    }

    private record Partition(RingSource source) implements SourcePartition<Call> {
        @Override
        public String name() {
            return "ring";
        }

        @Override
        public SourceReader<Call> open(@Nullable Position from) {
            if (from != null) {
                throw new IllegalArgumentException("a ring is read from its beginning only");
            }
            return new Reader(source);
        }
    }

    private static final class Reader implements SourceReader<Call> {
        private final Call[] calls;
        private final long lengthMs;
        private final long events;
        private final Meter meter;
        private int slot;
        private long offsetMs;
        private long given;

        Reader(RingSource source) {
            this.calls = source.ring.calls();
            this.lengthMs = source.ring.lengthMs();
            this.events = source.events;
            this.meter = source.meter;
        }

        @Override
        public Status read(Records<? super Call> out, int atMost) {
            if (given == 0) {
                meter.begin();
            }
            long left = Math.min(atMost, events - given);
            given += left;
            while (left > 0) {
                int end = (int) Math.min(calls.length, slot + left);
                left -= end - slot;
                give(out, end);
            }
            return given == events ? Status.END : Status.MORE;
        }

        private void give(Records<? super Call> out, int end) {
            Call[] all = calls;
            long offset = offsetMs;
            for (int i = slot; i < end; i++) {
                Call call = all[i];
                out.add(call, call.ts() + offset);
            }
            slot = end;
            if (end == all.length) {
                slot = 0;
                offsetMs += lengthMs;
            }
        }

        @Override
        public Position position() {
            return Position.of(given);
        }

        @Override
        public void close() {
            meter.end();
        }
    }
}
