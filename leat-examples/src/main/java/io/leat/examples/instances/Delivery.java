// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.examples.instances;

import org.jspecify.annotations.Nullable;

/**
 * A report on its way to the pipeline.
 *
 * @param atMs when it comes in, in milliseconds since the beginning of the run
 * @param report what it says; of a broken line what it should have said
 * @param brokenLine the text that came in its place and cannot be read; null if the report is whole
 */
record Delivery<T>(long atMs, T report, @Nullable String brokenLine) {
    /** Makes one of a report that is whole. */
    Delivery(long atMs, T report) {
        this(atMs, report, null);
    }
}
