// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.inspect;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a directory keeps of a job, as of the last epoch that was sealed.
 *
 * @param name of the pipeline
 * @param directory of this job alone
 * @param holder the process that has the directory, in words, as far as can be told; null if none has
 * @param epoch the number of the last one; 0 if there is none
 * @param sealedAt when that was sealed; null if there is none
 * @param completed whether the job has ended with it, so that nothing is left to do
 * @param in how many records its sources have read, in all its lives
 * @param failed how many records failed: dead letters and skipped ones
 * @param steps that keep state, by name
 * @param partitions of sources, by step and name
 * @param sinks that remember something, or for which results wait, by name
 * @param files in its directory and in those below, by path
 * @param damage why nothing more can be told, in words; null if everything was read and is as it was written
 */
public record KeptJob(
        String name,
        Path directory,
        @Nullable String holder,
        long epoch,
        @Nullable Instant sealedAt,
        boolean completed,
        long in,
        long failed,
        List<KeptStep> steps,
        List<KeptPartition> partitions,
        List<KeptSink> sinks,
        List<KeptFile> files,
        @Nullable String damage) {
    public KeptJob {
        steps = List.copyOf(steps);
        partitions = List.copyOf(partitions);
        sinks = List.copyOf(sinks);
        files = List.copyOf(files);
    }

    /** Returns how many bytes the files have. */
    public long bytes() {
        return files.stream().mapToLong(KeptFile::bytes).sum();
    }
}
