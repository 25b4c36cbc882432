// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.cli.chaos;

import io.leat.Job;
import io.leat.Leat;
import io.leat.Parameters;
import io.leat.Pipeline;
import io.leat.cli.process.Lifeline;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;

/**
 * The process that is killed: it runs the pipeline in a directory. Arguments: the directory, the parallelism, the time between epochs in
 * milliseconds, then the parameters of the pipeline. On standard output it says {@code started MS} when the job goes on, and how many
 * milliseconds that took. It ends with its standard input, so that it does not outlive the one who watches it.
 */
public final class ChaosChild {
    private ChaosChild() {}

    public static void main(String[] args) throws InterruptedException {
        Lifeline.tie();
        long begunNanos = System.nanoTime();
        Parameters parameters = Parameters.parse(Arrays.asList(args).subList(3, args.length));
        Pipeline pipeline = Pipeline.of("chaos", new ChaosPipeline(), parameters);
        try (Leat leat = Leat.open(
                Path.of(args[0]),
                options -> options.parallelism(Integer.parseInt(args[1]))
                        .epochs(Duration.ofMillis(Long.parseLong(args[2]))))) {
            Job job = leat.start(pipeline);
            System.out.println("started " + (System.nanoTime() - begunNanos) / 1_000_000);
            job.awaitCompletion();
        }
    }
}
