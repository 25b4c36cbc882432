// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.cli.soak;

import io.leat.Job;
import io.leat.Leat;
import io.leat.cli.process.Lifeline;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;

/**
 * The process that is watched. Arguments: the job's directory, that of results, the parallelism, the events in a second, whether they are
 * paced, the milliseconds between samples, and those after which the job is stopped. It prints its samples.
 */
public final class SoakChild {
    private SoakChild() {}

    public static void main(String[] args) throws InterruptedException, IOException {
        Lifeline.tie();
        long begunNanos = System.nanoTime();
        Path directory = Path.of(args[0]);
        try (Leat leat = Leat.open(directory, options -> options.parallelism(Integer.parseInt(args[2])))) {
            Job job = leat.start(
                    SoakPipeline.of(Path.of(args[1]), Long.parseLong(args[3]), Boolean.parseBoolean(args[4])));
            System.out.println("started " + (System.nanoTime() - begunNanos) / 1_000_000);
            Duration every = Duration.ofMillis(Long.parseLong(args[5]));
            long startedNanos = System.nanoTime();
            long endNanos = startedNanos + Long.parseLong(args[6]) * 1_000_000;
            while (!job.await(every)) {
                long ageMs = (System.nanoTime() - startedNanos) / 1_000_000;
                System.out.println(
                        Sample.take(ageMs, directory, job.metrics().in()).line());
                if (System.nanoTime() >= endNanos) {
                    job.stop();
                }
            }
            job.awaitCompletion();
        }
    }
}
