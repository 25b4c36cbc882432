// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.connector.kafka;

import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * The way of the records of one partition from the fetcher, which puts them in, to the reader that takes them out. What has been
 * fetched and not taken is bounded in bytes: beyond, the fetcher pauses the partition. For these two threads and the probe's.
 */
final class Feed {
    /** What a record takes beside its key and value. */
    private static final int RECORD_BYTES = 100;
    /** How long a partition may be without an answer until it counts as out of reach. */
    private static final long PATIENCE_NANOS = 2_500_000_000L;

    private final TopicPartition partition;
    private final Place from;
    private final Queue<Chunk> chunks = new ConcurrentLinkedQueue<>();
    private final AtomicLong bytes = new AtomicLong();

    /** Set by the reader: from then on it may be fetched. */
    private volatile boolean wanted;

    private volatile @Nullable Place place;
    private volatile @Nullable Exception failure;

    // ---- what the fetcher and the probe know of the brokers
    private volatile long fetchedTo;
    private volatile long answeredNanos = System.nanoTime();
    private volatile boolean outOfReach;
    private volatile @Nullable Throwable silence;

    /**
     * What one fetch has brought.
     *
     * @param next the offset behind it; there need not be a record before
     */
    record Chunk(List<ConsumerRecord<byte[], byte[]>> records, long next, long bytes) {}

    Feed(TopicPartition partition, Place from) {
        this.partition = partition;
        this.from = from;
    }

    TopicPartition partition() {
        return partition;
    }

    /** Returns where it was opened. */
    Place from() {
        return from;
    }

    // ---- for the reader -------------------------------------------------------------------------------------------

    void want() {
        wanted = true;
    }

    /** Returns where it begins and ends, once that is known. */
    @Nullable
    Place place() {
        return place;
    }

    /** Returns the next records; null if there are none for now. */
    @Nullable
    Chunk poll() {
        return chunks.poll();
    }

    /** Makes room; returns how many bytes are left. */
    long taken(Chunk chunk) {
        return bytes.addAndGet(-chunk.bytes());
    }

    /** Returns why nothing can be read from here any more; null if it can. */
    @Nullable
    Exception failure() {
        return failure;
    }

    /** Returns whether the brokers have not answered for so long that nothing is known of the partition. */
    boolean outOfReach() {
        if (!outOfReach && System.nanoTime() - answeredNanos > PATIENCE_NANOS) {
            outOfReach = true;
        }
        return outOfReach;
    }

    @Nullable
    Throwable silence() {
        return silence;
    }

    // ---- for the fetcher ------------------------------------------------------------------------------------------

    boolean waitsForPlace() {
        return wanted && place == null && failure == null;
    }

    void begin(Place known) {
        fetchedTo = known.number();
        place = known;
    }

    /** Takes what was fetched, and returns how many bytes there are now. */
    long put(List<ConsumerRecord<byte[], byte[]>> records, long next) {
        long size = 0;
        for (ConsumerRecord<byte[], byte[]> record : records) {
            size += RECORD_BYTES + Math.max(0, record.serializedKeySize()) + Math.max(0, record.serializedValueSize());
        }
        chunks.add(new Chunk(records, next, size));
        fetchedTo = next;
        outOfReach = false;
        answeredNanos = System.nanoTime();
        return bytes.addAndGet(size);
    }

    /** Takes note that there are no records before an offset: markers of transactions, compacted ones. */
    void advance(long next) {
        if (next > fetchedTo) {
            put(List.of(), next);
        }
    }

    long bytes() {
        return bytes.get();
    }

    long fetchedTo() {
        return fetchedTo;
    }

    void fail(Exception cause) {
        failure = cause;
    }

    // ---- for the probe --------------------------------------------------------------------------------------------

    /**
     * Takes note that the partition's broker has told its end. After a silence only a partition of which all is fetched that was
     * there counts as within reach: until then, having nothing means nothing.
     */
    void answered(long end) {
        answeredNanos = System.nanoTime();
        silence = null;
        if (outOfReach && place != null && fetchedTo >= end) {
            outOfReach = false;
        }
    }

    void unanswered(Throwable cause) {
        silence = cause;
    }
}
