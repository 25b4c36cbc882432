// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.connector.redis;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a fetcher puts into an inbox.
 *
 * @param place where a reader stands behind it
 * @param fields of the entry, by their names as bytes; null if only the place has changed
 */
record Entry(Place place, @Nullable Map<byte[], byte[]> fields) {
    private static final int OVERHEAD_BYTES = 200;

    /** Returns about how much memory it takes. */
    long bytes() {
        long sum = OVERHEAD_BYTES;
        if (fields != null) {
            for (Map.Entry<byte[], byte[]> field : fields.entrySet()) {
                sum += OVERHEAD_BYTES / 2 + field.getKey().length + field.getValue().length;
            }
        }
        return sum;
    }
}
