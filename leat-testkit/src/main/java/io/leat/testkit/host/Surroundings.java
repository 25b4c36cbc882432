// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.testkit.host;

import io.leat.connector.Source;
import io.leat.testkit.reference.Feed;
import io.leat.testkit.reference.Item;
import org.jspecify.annotations.Nullable;

/** What is at the two ends of a pipeline in a run, where a host brings its own. */
public interface Surroundings {
    /** Returns what stands behind a sink; the same for each pipeline of a run. */
    Ending ending(String sink);

    /**
     * Returns the source of a feed.
     *
     * @param number of the feed in the case, from 0
     * @return null for one that is read from memory
     */
    @Nullable
    Source<Item> source(int number, Feed feed);

    /** Returns whether functions that fail at first, in a case that has such, do not fail any more: the program was mended. */
    default boolean isMended() {
        return false;
    }
}
