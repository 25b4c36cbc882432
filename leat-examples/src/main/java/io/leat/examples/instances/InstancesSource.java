// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.examples.instances;

import io.leat.connector.Position;
import io.leat.connector.Records;
import io.leat.connector.Source;
import io.leat.connector.SourcePartition;
import io.leat.connector.SourceReader;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A source that is a gateway in front of the six simulated instances: what they report, in the order in which it comes in.
 *
 * <p>It begins with the workload's history at once and then keeps pace with the clock. What it gives depends on simulated
 * time only: a bounded run has the same events however fast the machine is. That is why a bounded run calls itself
 * replayed, not live: the engine then never looks at the clock to move the watermark.
 */
public final class InstancesSource<T> extends Source<T> {
    private final String what;
    private final Class<T> type;
    private final Workload workload;
    private final Function<Workload, Supplier<Delivery<T>>> gateway;

    private InstancesSource(
            String what, Class<T> type, Workload workload, Function<Workload, Supplier<Delivery<T>>> gateway) {
        this.what = what;
        this.type = type;
        this.workload = workload;
        this.gateway = gateway;
    }

    /** Returns the source of all that is known of each request when it is done, damaged reports included. */
    public static InstancesSource<Inference> of(Workload workload) {
        return new InstancesSource<>("reports", Inference.class, workload, Gateway::reports);
    }

    /** Returns the source of the requests, as they arrive. */
    public static InstancesSource<Request> requests(Workload workload) {
        return new InstancesSource<>("requests", Request.class, workload, Gateway::requests);
    }

    /** Returns the source of the completions of requests. */
    public static InstancesSource<Completion> completions(Workload workload) {
        return new InstancesSource<>("completions", Completion.class, workload, Gateway::completions);
    }

    @Override
    public Class<?> type() {
        return type;
    }

    @Override
    public boolean live() {
        return !workload.bounded();
    }

    @Override
    public List<? extends SourcePartition<T>> partitions() {
        return List.of(new Partition());
    }

    @Override
    public String toString() {
        return what + " of six simulated instances";
    }

    private final class Partition implements SourcePartition<T> {
        @Override
        public String name() {
            return "gateway";
        }

        @Override
        public SourceReader<T> open(@Nullable Position from) {
            return new Reader(from == null ? 0 : from.number());
        }
    }

    private final class Reader implements SourceReader<T> {
        private final long beganNanos = System.nanoTime();
        private final Supplier<Delivery<T>> deliveries = gateway.apply(workload);
        private Delivery<T> next = deliveries.get();
        private long delivered;

        Reader(long alreadyDelivered) {
            while (delivered < alreadyDelivered) {
                advance();
            }
        }

        @Override
        public Status read(Records<? super T> out, int atMost) {
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

        private void deliver(Records<? super T> out) {
            if (next.brokenLine() == null) {
                out.add(next.report());
            } else {
                out.unreadable("gateway:" + delivered, next.brokenLine(), "the line breaks off", null);
            }
            advance();
        }

        private void advance() {
            next = deliveries.get();
            delivered++;
        }

        @Override
        public Position position() {
            return Position.of(delivered);
        }
    }
}
