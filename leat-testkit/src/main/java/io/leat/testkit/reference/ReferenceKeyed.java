// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.testkit.reference;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/**
 * What goes by key without windows: which events are remembered when another one comes, and which repeat another.
 *
 * <p>All take events in the order of their arrival, which must be that of each key.
 */
public final class ReferenceKeyed {
    private ReferenceKeyed() {}

    /** An event with all of its key before it, and which of these are still remembered; both by arrival. */
    public record Remembered(Item item, List<Item> before, List<Item> there) {}

    /** An event with all that its running result is made of, itself the last. */
    public record Running(Item item, List<Item> items) {}

    /** What comes of dropping repeats, by arrival. */
    public record Outcome(List<Item> firsts, List<Item> late, int repeats) {}

    /**
     * Returns what is remembered where each event has its own time to live: neither the one that comes nor its watermark is too
     * late for it.
     */
    public static List<Remembered> remembered(long timeToLive, List<Judged> events) {
        Map<String, List<Item>> before = new HashMap<>();
        List<Remembered> results = new ArrayList<>();
        for (Judged event : events) {
            Item item = event.item();
            List<Item> all = before.computeIfAbsent(item.key(), k -> new ArrayList<>());
            Predicate<Item> isThere =
                    old -> item.time() <= old.time() + timeToLive && event.watermark() < old.time() + timeToLive;
            results.add(new Remembered(
                    item, List.copyOf(all), all.stream().filter(isThere).toList()));
            all.add(item);
        }
        return results;
    }

    /**
     * Returns what running results are made of. The state of a key is over at its largest time and the time to live: for later
     * events, and when the watermark is there.
     */
    public static List<Running> running(long timeToLive, List<Judged> events) {
        Map<String, List<Item>> states = new HashMap<>();
        List<Running> results = new ArrayList<>();
        for (Judged event : events) {
            Item item = event.item();
            List<Item> state = states.computeIfAbsent(item.key(), k -> new ArrayList<>());
            long end = state.stream().mapToLong(Item::time).max().orElse(0) + timeToLive;
            if (item.time() > end || event.watermark() >= end) {
                state.clear();
            }
            state.add(item);
            results.add(new Running(item, List.copyOf(state)));
        }
        return results;
    }

    /** Drops what is no further in time from an earlier event of its key that passed. An event is late iff {@code time <= w_e}. */
    public static Outcome deduplicate(long within, List<Judged> events) {
        Map<String, List<Item>> passed = new HashMap<>();
        List<Item> firsts = new ArrayList<>();
        List<Item> late = new ArrayList<>();
        for (Judged event : events) {
            Item item = event.item();
            List<Item> before = passed.computeIfAbsent(item.key(), k -> new ArrayList<>());
            if (item.time() <= event.watermark()) {
                late.add(item);
            } else if (before.stream().noneMatch(old -> Math.abs(old.time() - item.time()) <= within)) {
                before.add(item);
                firsts.add(item);
            }
        }
        return new Outcome(firsts, late, events.size() - firsts.size() - late.size());
    }
}
