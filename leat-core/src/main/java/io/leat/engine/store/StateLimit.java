// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.engine.store;

import io.leat.engine.disk.Disk;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * How much state a job keeps on the heap, and where the rest goes: files in its directory, which are of no use to another life of it.
 *
 * @param bytes at most so many, as they would be written
 */
public record StateLimit(long bytes, Disk scratch) {
    /**
     * Deletes what another life of the job has left, and returns the limit.
     *
     * @param bytes {@code Long.MAX_VALUE} for none
     * @return null for none
     */
    public static @Nullable StateLimit in(Disk job, long bytes) throws IOException {
        if (job.directories().contains(Disk.SCRATCH)) {
            Disk left = job.directory(Disk.SCRATCH);
            for (String file : left.files()) {
                left.delete(file);
            }
        }
        return bytes == Long.MAX_VALUE ? null : new StateLimit(bytes, job.directory(Disk.SCRATCH));
    }

    /** Returns the room that a worker of several has. */
    public StateRoom room(int worker, int workers) {
        return new StateRoom(Math.max(1, bytes / workers), scratch, "worker" + worker);
    }
}
