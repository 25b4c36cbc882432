// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.examples.instances;

import io.leat.connector.Position;
import io.leat.connector.Records;
import io.leat.connector.Source;
import io.leat.connector.SourcePartition;
import io.leat.connector.SourceReader;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A source that is a gateway in front of the six simulated instances: their reports in the order in which they come in.
 *
 * <p>It begins with the workload's history at once and then keeps pace with the clock. What it gives depends on simulated
 * time only: a bounded run has the same events however fast the machine is. That is why a bounded run calls itself
 * replayed, not live: the engine then never looks at the clock to move the watermark.
 */
public final class InstancesSource extends Source<Inference> {
    private final Workload workload;

    private InstancesSource(Workload workload) {
        this.workload = workload;
    }

    /** Returns the source of a workload. */
    public static InstancesSource of(Workload workload) {
        return new InstancesSource(workload);
    }

    @Override
    public Class<?> type() {
        return Inference.class;
    }

    @Override
    public boolean live() {
        return !workload.bounded();
    }

    @Override
    public List<? extends SourcePartition<Inference>> partitions() {
        return List.of(new Gateway());
    }

    @Override
    public String toString() {
        return "six simulated instances";
    }

    private final class Gateway implements SourcePartition<Inference> {
        @Override
        public String name() {
            return "gateway";
        }

        @Override
        public SourceReader<Inference> open(@Nullable Position from) {
            return new Reader(from == null ? 0 : from.number());
        }
    }

    private final class Reader implements SourceReader<Inference> {
        private final long beganNanos = System.nanoTime();
        private final Simulation simulation = new Simulation(workload);
        private Delivery next = simulation.next();
        private long delivered;

        Reader(long alreadyDelivered) {
            while (delivered < alreadyDelivered) {
                advance();
            }
        }

        @Override
        public Status read(Records<? super Inference> out, int atMost) {
            long nowMs = nowMs();
            long end = delivered + atMost;
            long before = delivered;
            while (delivered < end && next.atMs() <= nowMs) {
                deliver(out);
            }
            if (next.atMs() > nowMs && nowMs >= workload.lengthMs()) {
                return Status.END;
            }
            return delivered > before ? Status.MORE : Status.EMPTY;
        }

        /** The simulated time that it is now, never after the end. */
        private long nowMs() {
            long elapsedMs = (System.nanoTime() - beganNanos) / 1_000_000;
            return Math.min(workload.lengthMs(), workload.history().toMillis() + elapsedMs);
        }

        private void deliver(Records<? super Inference> out) {
            if (next.brokenLine() == null) {
                out.add(next.inference());
            } else {
                out.unreadable("gateway:" + delivered, next.brokenLine(), "the line breaks off", null);
            }
            advance();
        }

        private void advance() {
            next = simulation.next();
            delivered++;
        }

        @Override
        public Position position() {
            return Position.of(delivered);
        }
    }
}
