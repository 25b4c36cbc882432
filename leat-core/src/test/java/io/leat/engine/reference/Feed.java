// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.engine.reference;

import java.util.ArrayList;
import java.util.List;
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
