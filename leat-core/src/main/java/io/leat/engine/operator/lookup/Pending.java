// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.engine.operator.lookup;

import java.util.concurrent.CompletionStage;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/** A record whose result is not out yet, linked to its neighbours in a {@link LookupQueue}. */
final class Pending {
    final @Nullable Object value;
    final long ts;
    final long own;

    /** Counts the watermarks that came before the record. */
    long segment;

    @Nullable
    Pending before;

    @Nullable
    Pending behind;

    /** Until when the request may take; once it has begun. */
    long deadline;

    @Nullable
    CompletionStage<?> stage;

    /** Null until there is one: the first counts, and may be that there was none in time. */
    @Nullable
    Answer answer;

    Pending(@Nullable Object value, long ts, long own) {
        this.value = value;
        this.ts = ts;
        this.own = own;
    }

    /** Tells whoever is still at work on the request that nobody waits for it. */
    void cancel() {
        if (answer == null && stage instanceof Future<?> future) {
            future.cancel(true);
        }
    }

    /** What a request has come to: handed over from the thread that completed it. */
    record Answer(
            Pending to, @Nullable Object value, @Nullable Throwable failure) {}
}
