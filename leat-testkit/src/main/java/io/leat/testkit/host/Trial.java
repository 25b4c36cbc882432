// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.testkit.host;

import io.leat.Pipeline;
import io.leat.testkit.reference.Feed;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** A case: what goes in, a pipeline, and what must come out. It prints itself as data. */
public interface Trial {
    /** What the sources hold. */
    List<Feed> feeds();

    /** Returns the same case with other events. */
    Trial with(List<Feed> feeds);

    /** Returns the pipeline, its sources and sinks taken from {@code probe}; the sources in the order of {@link #feeds}. */
    Pipeline pipeline(Probe probe);

    /** Throws an {@code AssertionError} unless what came out is what must come out. */
    void check(Probe probe);

    /** Returns the partition of each event in the order of their coming; partitions are numbered through all feeds. */
    default List<Integer> arrival(Random random) {
        return Arrival.shuffled(feeds(), random);
    }

    /** Returns whether no two results of a sink are equal, so that each is its own key, whatever order events come in. */
    default boolean isDistinct(String sink) {
        return false;
    }

    /** Returns the step some of whose records may fail; null if none does. */
    default @Nullable String failingStep() {
        return null;
    }

    /** Returns how many events there are. */
    default int size() {
        return feeds().stream().mapToInt(Feed::size).sum();
    }
}
