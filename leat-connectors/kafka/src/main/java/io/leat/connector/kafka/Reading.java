// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.connector.kafka;

import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jspecify.annotations.Nullable;

/**
 * What is read, and how.
 *
 * @param start where a partition begins that has no position
 * @param bounded whether it ends with what is there when it begins
 * @param group to which positions are told; null for none
 * @param lookEvery how often new partitions are looked for
 */
record Reading(
        Settings settings,
        List<String> topics,
        Place start,
        boolean bounded,
        @Nullable String group,
        Duration lookEvery) {
    /** What the source decides, and what to do instead of setting it. */
    private static final Map<String, String> OWNED = Map.of(
            "bootstrap.servers", "give the address to Kafka.from(…)",
            "key.deserializer", "give a Format to Kafka.from(…) or Kafka.records(…)",
            "value.deserializer", "give a Format to Kafka.from(…) or Kafka.records(…)",
            "group.id", "use .group(…)",
            "group.protocol", "the source gives partitions to its readers itself",
            "group.instance.id", "the source gives partitions to its readers itself",
            "partition.assignment.strategy", "the source gives partitions to its readers itself",
            "enable.auto.commit",
                    "positions are kept with the job's epochs; for tools that show a lag name a .group(…)",
            "auto.offset.reset", "use .fromEarliest(), .fromLatest() or .fromTime(…)");

    static Reading of(String brokers, List<String> topics) {
        if (topics.isEmpty() || new HashSet<>(topics).size() != topics.size()) {
            throw new IllegalArgumentException("topics " + topics + ": give at least one, each once");
        }
        return new Reading(
                Settings.of(brokers), List.copyOf(topics), Place.EARLIEST, false, null, Duration.ofSeconds(10));
    }

    Reading startingAt(Place place) {
        return new Reading(settings, topics, place, bounded, group, lookEvery);
    }

    Reading untilEnd() {
        return new Reading(settings, topics, start, true, group, lookEvery);
    }

    Reading group(String name) {
        if (name.isBlank()) {
            throw new IllegalArgumentException("the name of a group is blank");
        }
        return new Reading(settings, topics, start, bounded, name, lookEvery);
    }

    Reading lookingEvery(Duration interval) {
        if (interval.toMillis() < 100) {
            throw new IllegalArgumentException("looking for partitions every " + interval + ": give 100 ms or more");
        }
        return new Reading(settings, topics, start, bounded, group, interval);
    }

    Reading property(String name, String value) {
        return new Reading(
                settings.with(name, value, ConsumerConfig.configNames(), OWNED),
                topics,
                start,
                bounded,
                group,
                lookEvery);
    }

    boolean readsUncommitted() {
        return "read_uncommitted".equals(settings.given().get("isolation.level"));
    }

    /** Returns the properties of the consumer. */
    Properties consumer() {
        Properties properties =
                settings.client(Map.of("isolation.level", "read_committed", "max.poll.records", "2000"));
        properties.put("key.deserializer", ByteArrayDeserializer.class.getName());
        properties.put("value.deserializer", ByteArrayDeserializer.class.getName());
        properties.put("enable.auto.commit", "false");
        properties.put("auto.offset.reset", "none"); // never skips in silence what is not there any more
        if (group != null) {
            properties.put("group.id", group);
        }
        return properties;
    }

    @Override
    public String toString() {
        return "kafka " + String.join(", ", topics) + " at " + settings.brokers();
    }
}
