// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.server.view;

import io.leat.observe.Progress;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How far a partition of a source has come.
 *
 * @param holds whether it is the one that others wait for
 */
public record Partition(
        String source,
        String partition,
        @Nullable Long watermarkMs,
        @Nullable Long latestMs,
        boolean idle,
        boolean ended,
        boolean holds) {
    public static List<Partition> of(List<Progress> progress) {
        Progress holder = holder(progress).orElse(null);
        return progress.stream().map(one -> of(one, one.equals(holder))).toList();
    }

    public static Partition of(Progress one, boolean holds) {
        return new Partition(
                one.source(),
                one.partition(),
                Times.ofWatermark(one.watermark()),
                Times.ofWatermark(one.latest()),
                one.idle(),
                one.ended(),
                holds);
    }

    /** Returns the partition with the smallest watermark, of those that count; one without any comes before all others. */
    public static Optional<Progress> holder(List<Progress> progress) {
        return progress.stream()
                .filter(one -> !one.idle() && !one.ended())
                .min(Comparator.comparing(Progress::watermark, Comparator.nullsFirst(Comparator.naturalOrder())));
    }
}
