// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.engine.property;

import io.leat.Pipeline;
import io.leat.engine.reference.Feed;
import java.util.List;

/** A case. It prints itself as data. */
interface Trial {
    /** What the sources hold. */
    List<Feed> feeds();

    /** Returns the same case with other events. */
    Trial with(List<Feed> feeds);

    /** Returns the pipeline, its sources and sinks taken from {@code probe}. */
    Pipeline pipeline(Probe probe);

    /** Throws an {@code AssertionError} unless what came out is what must come out. */
    void check(Probe probe);
}
