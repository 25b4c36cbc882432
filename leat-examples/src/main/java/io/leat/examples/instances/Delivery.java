// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.examples.instances;

import java.util.Comparator;
import org.jspecify.annotations.Nullable;

/**
 * A report on its way to the pipeline.
 *
 * @param atMs when it comes in, in milliseconds since the beginning of the run
 * @param inference what it says; of a broken line what it should have said
 * @param brokenLine the text that came in its place and cannot be read; null if the report is whole
 */
record Delivery(long atMs, Inference inference, @Nullable String brokenLine) {
    /** By time; requests that are reported at the same time by number. */
    static final Comparator<Delivery> IN_ORDER = Comparator.comparingLong(Delivery::atMs)
            .thenComparingLong(d -> d.inference().id());
}
