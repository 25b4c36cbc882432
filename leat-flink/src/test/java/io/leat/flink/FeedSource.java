// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.flink;

import static io.leat.time.Millis.minus;

import io.leat.codec.Codec;
import io.leat.codec.DynamicCodec;
import io.leat.flink.Splits.Split;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.apache.flink.api.common.eventtime.Watermark;
import org.apache.flink.api.common.eventtime.WatermarkGenerator;
import org.apache.flink.api.common.eventtime.WatermarkOutput;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.connector.source.Boundedness;
import org.apache.flink.api.connector.source.ReaderOutput;
import org.apache.flink.api.connector.source.Source;
import org.apache.flink.api.connector.source.SourceReader;
import org.apache.flink.api.connector.source.SourceReaderContext;
import org.apache.flink.api.connector.source.SplitEnumerator;
import org.apache.flink.api.connector.source.SplitEnumeratorContext;
import org.apache.flink.core.io.InputStatus;
import org.apache.flink.core.io.SimpleVersionedSerializer;

/**
 * A feed as a source of Flink: each partition is a split, whose state is its place and its largest time, so that what a record
 * carries as {@code own} is the same after a restore. Readers go from split to split at random, and fail as the case says.
 */
final class FeedSource implements Source<Shipment, Split, List<Split>> {
    private final long seed;
    private final String run;
    private final boolean throwing;

    /** {@code throwing}: whether the first reader of this source has the mishap of the run. */
    FeedSource(long seed, String run, boolean throwing) {
        this.seed = seed;
        this.run = run;
        this.throwing = throwing;
    }

    /** The watermark of a split: after a record what it and the earlier ones imply. Before the first, Flink has none. */
    static WatermarkStrategy<Shipment> watermarks(long boundMs) {
        return WatermarkStrategy.forGenerator(context -> new WatermarkGenerator<>() {
            @Override
            public void onEvent(Shipment shipment, long ts, WatermarkOutput output) {
                output.emitWatermark(new Watermark(Math.max(shipment.own(), implied(ts, boundMs))));
            }

            @Override
            public void onPeriodicEmit(WatermarkOutput output) {}
        });
    }

    private static long implied(long largest, long boundMs) {
        return minus(minus(largest, boundMs), 1);
    }

    @Override
    public Boundedness getBoundedness() {
        return Boundedness.BOUNDED;
    }

    @Override
    public SplitEnumerator<Split, List<Split>> createEnumerator(SplitEnumeratorContext<Split> context) {
        int partitions = Feed.random(seed).partitions().size();
        return new Assigner(
                context,
                IntStream.range(0, partitions)
                        .mapToObj(p -> new Split(p, 0, Long.MIN_VALUE))
                        .toList());
    }

    @Override
    public SplitEnumerator<Split, List<Split>> restoreEnumerator(
            SplitEnumeratorContext<Split> context, List<Split> unassigned) {
        return new Assigner(context, unassigned);
    }

    @Override
    public SimpleVersionedSerializer<Split> getSplitSerializer() {
        return new Splits.One();
    }

    @Override
    public SimpleVersionedSerializer<List<Split>> getEnumeratorCheckpointSerializer() {
        return new Splits.Many();
    }

    @Override
    public SourceReader<Shipment, Split> createReader(SourceReaderContext context) {
        int subtask = context.getIndexOfSubtask();
        return new Reader(Feed.random(seed), Mishap.of(run), throwing && subtask == 0, seed + subtask);
    }

    /** Gives each reader the splits that are its own, once. */
    private static final class Assigner implements SplitEnumerator<Split, List<Split>> {
        private final SplitEnumeratorContext<Split> context;
        private final List<Split> unassigned;

        Assigner(SplitEnumeratorContext<Split> context, List<Split> unassigned) {
            this.context = context;
            this.unassigned = new ArrayList<>(unassigned);
        }

        @Override
        public void start() {}

        @Override
        public void handleSplitRequest(int subtask, String host) {}

        @Override
        public void addSplitsBack(List<Split> splits, int subtask) {
            unassigned.addAll(splits);
        }

        @Override
        public void addReader(int subtask) {
            List<Split> own = unassigned.stream()
                    .filter(split -> split.partition() % context.currentParallelism() == subtask)
                    .toList();
            unassigned.removeAll(own);
            own.forEach(split -> context.assignSplit(split, subtask));
            context.signalNoMoreSplits(subtask);
        }

        @Override
        public List<Split> snapshotState(long checkpoint) {
            return List.copyOf(unassigned);
        }

        @Override
        public void close() {}
    }

    private static final class Reader implements SourceReader<Shipment, Split> {
        /** How many events are read in a millisecond: few, so that there are checkpoints in between; more when all is over. */
        private static final int BEFORE_THE_MISHAP = 5;

        private static final int BEHIND_IT = 50;

        private final Feed feed;
        private final Mishap mishap;
        private final boolean throwing;
        private final Random random;
        private final DynamicCodec values = Codec.dynamic();
        private final List<Split> open = new ArrayList<>();
        private final Map<Long, Integer> readAt = new HashMap<>();
        private final CompletableFuture<Void> available = new CompletableFuture<>();
        private boolean complete;
        private int total;
        private int read;

        Reader(Feed feed, Mishap mishap, boolean throwing, long seed) {
            this.feed = feed;
            this.mishap = mishap;
            this.throwing = throwing;
            this.random = new Random(seed);
        }

        @Override
        public void start() {}

        @Override
        public InputStatus pollNext(ReaderOutput<Shipment> output) throws Exception {
            if (open.isEmpty()) {
                return complete ? InputStatus.END_OF_INPUT : InputStatus.NOTHING_AVAILABLE;
            }
            boolean waits = 2 * read >= total && !mishap.mayGoOn(throwing, read);
            if (waits || read % (mishap.happened() ? BEHIND_IT : BEFORE_THE_MISHAP) == 0) {
                Thread.sleep(1);
            }
            if (waits) {
                return InputStatus.MORE_AVAILABLE; // the task looks after checkpoints meanwhile
            }
            int index = random.nextInt(open.size());
            open.set(index, next(open.get(index), output));
            if (open.get(index).next()
                    == feed.partitions().get(open.get(index).partition()).size()) {
                output.releaseOutputForSplit(open.remove(index).splitId());
            }
            return InputStatus.MORE_AVAILABLE;
        }

        private Split next(Split split, ReaderOutput<Shipment> output) {
            Reading event = feed.partitions().get(split.partition()).get(split.next());
            Shipment shipment = new Shipment(0, null, implied(split.largest(), feed.boundMs()), values.encode(event));
            output.createOutputForSplit(split.splitId()).collect(shipment, event.time());
            read++;
            return new Split(split.partition(), split.next() + 1, Math.max(split.largest(), event.time()));
        }

        @Override
        public List<Split> snapshotState(long checkpoint) {
            readAt.put(checkpoint, read);
            return List.copyOf(open);
        }

        @Override
        public void notifyCheckpointComplete(long checkpoint) {
            if (throwing) {
                mishap.completed(readAt.getOrDefault(checkpoint, 0));
            }
        }

        @Override
        public CompletableFuture<Void> isAvailable() {
            return available;
        }

        @Override
        public void addSplits(List<Split> splits) {
            for (Split split : splits) {
                open.add(split);
                read += split.next();
                total += feed.partitions().get(split.partition()).size();
            }
            mishap.startedAt(read);
        }

        @Override
        public void notifyNoMoreSplits() {
            complete = true;
            available.complete(null);
        }

        @Override
        public void close() {}
    }
}
