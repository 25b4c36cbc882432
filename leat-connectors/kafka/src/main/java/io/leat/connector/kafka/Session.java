// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.connector.kafka;

import io.leat.connector.Position;
import io.leat.connector.SourcePartition;
import io.leat.connector.SourceReader;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.jspecify.annotations.Nullable;

/**
 * A time for which a source is read: its partitions share one fetcher, which is there while one of them is open. Thread-safe.
 */
final class Session<T> {
    private final Reading reading;
    private final Form<T> form;
    private final Set<TopicPartition> known = ConcurrentHashMap.newKeySet();
    private final Queue<TopicPartition> found = new ConcurrentLinkedQueue<>();

    /** Whether a partition goes on from a position: then those without one are new, and not to begin at the latest record. */
    private volatile boolean goesOn;

    private @Nullable Fetcher fetcher;
    private int open;

    Session(Reading reading, Form<T> form) {
        this.reading = reading;
        this.form = form;
    }

    /** Asks for the partitions of the topics. */
    List<SourcePartition<T>> partitions() throws Exception {
        List<SourcePartition<T>> partitions = new ArrayList<>();
        try (Admin admin = reading.settings().admin()) {
            admin.describeTopics(reading.topics()).allTopicNames().get().values().stream()
                    .sorted(Comparator.comparing(TopicDescription::name))
                    .flatMap(topic -> partitions(topic).stream())
                    .forEach(partition -> {
                        known.add(partition);
                        partitions.add(new Part(partition, false));
                    });
        } catch (Exception e) {
            throw e.getCause() instanceof UnknownTopicOrPartitionException missing
                    ? new IOException(
                            "not all of the topics " + reading.topics() + " are at "
                                    + reading.settings().brokers() + ". Make them first: kafka-topics.sh --create",
                            missing)
                    : Outage.of(
                            e,
                            "topics " + reading.topics() + " cannot be read",
                            reading.settings().brokers());
        }
        return partitions;
    }

    /** Takes note of a topic as it is now. */
    void described(Map<String, TopicDescription> topics) {
        topics.values()
                .forEach(topic -> partitions(topic).stream().filter(known::add).forEach(found::add));
    }

    private static List<TopicPartition> partitions(TopicDescription topic) {
        return topic.partitions().stream()
                .map(info -> new TopicPartition(topic.name(), info.partition()))
                .toList();
    }

    List<SourcePartition<T>> newPartitions() {
        List<SourcePartition<T>> partitions = new ArrayList<>();
        for (TopicPartition next = found.poll(); next != null; next = found.poll()) {
            partitions.add(new Part(next, true));
        }
        return partitions;
    }

    private final class Part implements SourcePartition<T> {
        private final TopicPartition partition;
        private final boolean isNew;

        Part(TopicPartition partition, boolean isNew) {
            this.partition = partition;
            this.isNew = isNew;
        }

        @Override
        public String name() {
            return partition.toString();
        }

        @Override
        public SourceReader<T> open(@Nullable Position from) {
            Place begin =
                    from != null ? Place.of(from).in(reading.bounded()) : isNew ? Place.EARLIEST : reading.start();
            if (begin.goesOn()) {
                goesOn = true;
            }
            Feed feed = new Feed(partition, begin);
            return new FeedReader<>(feed, join(feed), form, Session.this, reading);
        }

        @Override
        public String toString() {
            return name();
        }
    }

    /** Returns where a partition begins: once all of those are open that go on. */
    Place begin(Feed feed) {
        return feed.from().kind() == Place.Kind.LATEST && goesOn ? Place.EARLIEST : feed.from();
    }

    private synchronized Fetcher join(Feed feed) {
        if (fetcher == null) {
            fetcher = Fetcher.start(reading, this, known.size());
        }
        open++;
        fetcher.add(feed);
        return fetcher;
    }

    /** Lets go of a partition; the last one closes the fetcher. */
    void leave(Feed feed) {
        Fetcher last = leaving(feed);
        if (last != null) {
            last.close();
        }
    }

    private synchronized @Nullable Fetcher leaving(Feed feed) {
        Fetcher all = fetcher;
        if (all == null) {
            return null;
        }
        all.remove(feed);
        if (--open > 0) {
            return null;
        }
        fetcher = null;
        return all;
    }
}
