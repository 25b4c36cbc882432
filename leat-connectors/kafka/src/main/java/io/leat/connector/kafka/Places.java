// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.connector.kafka;

import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/** Looks up where partitions begin and end, a question for all of them at once. In the consumer's thread. */
final class Places {
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    private final Consumer<?, ?> consumer;
    private final boolean bounded;

    Places(Consumer<?, ?> consumer, boolean bounded) {
        this.consumer = consumer;
        this.bounded = bounded;
    }

    /**
     * Returns the places of those feeds that can be read. One that is to go on where nothing is any more is failed.
     *
     * @param begin where each begins; may have to be looked up
     */
    Map<Feed, Place> of(List<Feed> feeds, Function<Feed, Place> begin) {
        List<TopicPartition> partitions = feeds.stream().map(Feed::partition).toList();
        Map<TopicPartition, Long> first = consumer.beginningOffsets(partitions, PATIENCE);
        Map<TopicPartition, Long> end = consumer.endOffsets(partitions, PATIENCE);
        Map<TopicPartition, OffsetAndTimestamp> timed = byTime(feeds, begin);
        Map<Feed, Place> places = new HashMap<>();
        for (Feed feed : feeds) {
            TopicPartition partition = feed.partition();
            Range there = new Range(offset(first, partition), offset(end, partition));
            Place place = place(begin.apply(feed), there, timed.get(partition));
            if (place.number() < there.first() && place.number() < place.end()) {
                feed.fail(outOfRange(partition, place.number()));
            } else {
                places.put(feed, place);
            }
        }
        return places;
    }

    /** The first offset that is there, and the one that comes next. */
    private record Range(long first, long end) {}

    private static long offset(Map<TopicPartition, Long> offsets, TopicPartition partition) {
        return Objects.requireNonNull(offsets.get(partition), "the client leaves out a partition");
    }

    /**
     * Looks up a place.
     *
     * @param timed the first record of its time or later; null if there is none
     */
    private Place place(Place from, Range there, @Nullable OffsetAndTimestamp timed) {
        long end = bounded ? there.end() : Place.ENDLESS;
        return switch (from.kind()) {
            case OFFSET -> from;
            case TO_END -> Place.offset(from.number(), Math.max(from.number(), end));
            case EARLIEST -> Place.offset(there.first(), end);
            case LATEST -> Place.offset(there.end(), end);
            case TIME -> Place.offset(timed == null ? there.end() : timed.offset(), end);
        };
    }

    private Map<TopicPartition, OffsetAndTimestamp> byTime(List<Feed> feeds, Function<Feed, Place> begin) {
        Map<TopicPartition, Long> times = new HashMap<>();
        for (Feed feed : feeds) {
            Place from = begin.apply(feed);
            if (from.kind() == Place.Kind.TIME) {
                times.put(feed.partition(), from.number());
            }
        }
        return times.isEmpty() ? Map.of() : consumer.offsetsForTimes(times, PATIENCE);
    }

    static IOException outOfRange(TopicPartition partition, long offset) {
        return new IOException(partition + " has no offset " + offset + " any more: its records were deleted by "
                + "retention, or the topic was made anew, before the job has read them, and nothing is skipped in silence. "
                + "Keep records for longer (retention.ms); to begin anew with what is there, give up the state of the "
                + "source: --drop with the name of its step");
    }
}
