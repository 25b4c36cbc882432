// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.engine.run;

import io.leat.engine.checkpoint.Snapshot;
import io.leat.engine.replica.EpochPart;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** Puts together pictures of a job in memory, of the parts that its workers bring. Any thread. */
final class Pictures {
    private final int workers;
    private final List<Snapshot> parts = new ArrayList<>();
    private @Nullable CompletableFuture<Snapshot> asked;
    private volatile long wanted;

    Pictures(int workers, long last) {
        this.workers = workers;
        this.wanted = last;
    }

    long wanted() {
        return wanted;
    }

    /** Asks for a picture; in vain if the job has ended. */
    synchronized CompletableFuture<Snapshot> ask(String job, boolean ended) {
        if (asked != null && !asked.isDone()) {
            throw new IllegalStateException("a snapshot of job '" + job + "' is being taken already");
        }
        CompletableFuture<Snapshot> picture = new CompletableFuture<>();
        asked = picture;
        parts.clear();
        wanted++;
        if (ended) {
            end(job);
        }
        return picture;
    }

    /** Takes a worker's part. */
    synchronized void add(EpochPart part) {
        parts.add(part.snapshot());
        if (asked != null && parts.size() == workers) {
            asked.complete(Snapshot.of(part.epoch(), parts));
        }
    }

    /** Gives up: the job ends. */
    synchronized void end(String job) {
        if (asked != null) {
            asked.completeExceptionally(new IllegalStateException("job '" + job + "' has ended"));
        }
    }
}
