// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.engine.measure;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/**
 * Up to which event time records may have gone by that nobody took note of: up to the largest that any partition had come to when a
 * sampler opened again. So of what is later than that, everything was seen. Thread-safe.
 */
final class Unseen {
    private final LongSupplier largest;
    private final AtomicInteger closed = new AtomicInteger();
    private final AtomicLong upTo = new AtomicLong(Long.MIN_VALUE);

    /** {@code largest}: the largest event time that has come to the job, {@code Long.MIN_VALUE} for none. */
    Unseen(LongSupplier largest) {
        this.largest = largest;
    }

    /** Says that records go by at some place from now on. */
    void begin() {
        closed.incrementAndGet();
    }

    /** Says that no more records go by there. */
    void end() {
        upTo.accumulateAndGet(largest.getAsLong(), Math::max);
        closed.decrementAndGet();
    }

    /** Returns up to which event time records may have gone by; {@code Long.MAX_VALUE} while they may at this moment. */
    long upTo() {
        return closed.get() > 0 ? Long.MAX_VALUE : upTo.get();
    }
}
