// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.connector.kafka;

import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.DescribeTopicsOptions;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.ListOffsetsResult;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.TopicPartition;

/**
 * Asks once a second for the ends of the partitions, and now and then for new ones. The consumer does not tell whether brokers answer: it
 * connects again in silence, for ever, and a partition without records looks like one whose broker is away. Never waits; answers come in the
 * client's thread.
 */
final class Probe {
    private static final long EVERY_NANOS = 1_000_000_000L;
    private static final int PATIENCE_MS = 2_000;

    private final Reading reading;
    private final Session<?> session;
    private final Admin admin;
    private final ListOffsetsOptions options;
    private final AtomicBoolean asking = new AtomicBoolean();
    private final AtomicBoolean looking = new AtomicBoolean();
    private long askedNanos = System.nanoTime() - EVERY_NANOS;
    private long lookedNanos = System.nanoTime();

    Probe(Reading reading, Session<?> session) {
        this.reading = reading;
        this.session = session;
        this.admin = reading.settings().admin();
        this.options = new ListOffsetsOptions(
                reading.readsUncommitted() ? IsolationLevel.READ_UNCOMMITTED : IsolationLevel.READ_COMMITTED);
        options.timeoutMs(PATIENCE_MS);
    }

    /** Asks again, if it is time. Called by the consumer's thread. */
    void tick(Collection<Feed> feeds) {
        long nanos = System.nanoTime();
        if (!feeds.isEmpty() && nanos - askedNanos >= EVERY_NANOS && asking.compareAndSet(false, true)) {
            askedNanos = nanos;
            ask(List.copyOf(feeds));
        }
        if (!reading.bounded()
                && nanos - lookedNanos >= reading.lookEvery().toNanos()
                && looking.compareAndSet(false, true)) {
            lookedNanos = nanos;
            look();
        }
    }

    @SuppressWarnings("FutureReturnValueIgnored") // nobody waits
    private void ask(List<Feed> feeds) {
        Map<TopicPartition, OffsetSpec> ends = new HashMap<>();
        feeds.forEach(feed -> ends.put(feed.partition(), OffsetSpec.latest()));
        ListOffsetsResult answers = admin.listOffsets(ends, options);
        for (Feed feed : feeds) {
            answers.partitionResult(feed.partition()).whenComplete((end, e) -> {
                if (e == null) {
                    feed.answered(end.offset());
                } else {
                    feed.unanswered(e);
                }
            });
        }
        answers.all().whenComplete((all, e) -> asking.set(false));
    }

    @SuppressWarnings("FutureReturnValueIgnored") // nobody waits
    private void look() {
        admin.describeTopics(reading.topics(), new DescribeTopicsOptions().timeoutMs(PATIENCE_MS))
                .allTopicNames()
                .whenComplete((topics, e) -> {
                    looking.set(false);
                    if (e == null) {
                        session.described(topics);
                    }
                });
    }

    void close() {
        admin.close(Duration.ZERO);
    }
}
