// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.testkit.reference;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What a source holds: partitions of events, each in its order.
 *
 * @param bound how far events may be out of order in a partition, in milliseconds
 */
public record Feed(List<List<Item>> partitions, long bound) {
    public Feed {
        partitions = partitions.stream().map(List::copyOf).toList();
    }

    /** Returns a feed of one partition. */
    public static Feed of(long bound, Item... items) {
        return new Feed(List.of(List.of(items)), bound);
    }

    /** Returns every event with the watermark that it is judged by. */
    public List<Judged> judged() {
        List<Judged> all = new ArrayList<>();
        for (List<Item> partition : partitions) {
            long watermark = Long.MIN_VALUE;
            for (Item item : partition) {
                all.add(new Judged(item, watermark));
                watermark = Math.max(watermark, item.time() - bound - 1);
            }
        }
        return all;
    }

    /** Returns how many events there are. */
    public int size() {
        return partitions.stream().mapToInt(List::size).sum();
    }

    /** Returns this feed without an event. */
    public Feed without(Item gone) {
        return new Feed(
                partitions.stream()
                        .map(p -> p.stream().filter(i -> !i.equals(gone)).toList())
                        .toList(),
                bound);
    }

    /** Returns the first events of each partition, as many as {@code counts} says. */
    public Feed first(List<Integer> counts) {
        List<List<Item>> kept = new ArrayList<>();
        for (int i = 0; i < partitions.size(); i++) {
            kept.add(partitions.get(i).subList(0, counts.get(i)));
        }
        return new Feed(kept, bound);
    }

    /** Returns this feed without what has the key and time of an event in another partition: which comes last is not defined. */
    public Feed withoutTies() {
        List<List<Item>> kept = new ArrayList<>();
        Set<List<Object>> taken = new HashSet<>();
        for (List<Item> partition : partitions) {
            kept.add(partition.stream()
                    .filter(i -> !taken.contains(List.of(i.key(), i.time())))
                    .toList());
            partition.forEach(i -> taken.add(List.of(i.key(), i.time())));
        }
        return new Feed(kept, bound);
    }

    /** Returns this feed with a key only in one partition: the order of its events is known. */
    public Feed withKeysOfTheirOwn() {
        List<List<Item>> kept = new ArrayList<>();
        for (int i = 0; i < partitions.size(); i++) {
            String suffix = "/" + i;
            kept.add(partitions.get(i).stream()
                    .map(item -> new Item(item.id(), item.key() + suffix, item.time()))
                    .toList());
        }
        return new Feed(kept, bound);
    }

    /** Returns all events. */
    public List<Item> items() {
        return partitions.stream().flatMap(List::stream).toList();
    }

    /** Returns the feed as code, so that a failing case can be kept. */
    @Override
    public String toString() {
        return partitions.stream()
                .map(p -> p.stream().map(Item::toString).collect(Collectors.joining(", ", "\n    List.of(", ")")))
                .collect(Collectors.joining(",", "new Feed(List.of(", "), " + bound + ")"));
    }
}
