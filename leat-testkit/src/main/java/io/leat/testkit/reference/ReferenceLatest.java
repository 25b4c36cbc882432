// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.testkit.reference;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Which events become the latest of their key by event time, and which are too old for that. */
public final class ReferenceLatest {
    private ReferenceLatest() {}

    /** What comes out, both in the order of arrival. */
    public record Outcome(List<Item> latest, List<Item> late) {}

    /**
     * Takes events in the order of their arrival, which must be that of each key. One is too old if a later one of its key came
     * before it, or iff {@code time + timeToLive <= w_e}.
     */
    public static Outcome of(long timeToLive, List<Judged> events) {
        Map<String, Item> newest = new HashMap<>();
        List<Item> latest = new ArrayList<>();
        List<Item> late = new ArrayList<>();
        for (Judged event : events) {
            Item item = event.item();
            Item present = newest.get(item.key());
            boolean older = present != null && item.time() < present.time();
            if (older || item.time() + timeToLive <= event.watermark()) {
                late.add(item);
            } else {
                newest.put(item.key(), item);
                latest.add(item);
            }
        }
        return new Outcome(latest, late);
    }
}
