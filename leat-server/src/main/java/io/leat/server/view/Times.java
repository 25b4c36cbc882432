// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.server.view;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Points in event time as they are told: milliseconds since 1970, null for those that mean "nothing yet" and "no more". */
public final class Times {
    private Times() {}

    public static @Nullable Long ofWatermark(long watermarkMs) {
        return watermarkMs == Long.MIN_VALUE || watermarkMs == Long.MAX_VALUE ? null : watermarkMs;
    }

    public static @Nullable Long ofWatermark(@Nullable Instant watermark) {
        return watermark == null ? null : ofWatermark(watermark.toEpochMilli());
    }
}
