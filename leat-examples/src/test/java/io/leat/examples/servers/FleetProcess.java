// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.examples.servers;

import io.leat.Job;
import io.leat.Leat;
import io.leat.Parameters;
import io.leat.Pipeline;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;

/** The process that is killed. Arguments: the directory of the job, then the parameters of the pipeline. */
public final class FleetProcess {
    /** What it says when the job has begun. */
    static final String STARTED = "the job has started";

    private FleetProcess() {}

    public static void main(String[] args) throws InterruptedException {
        endWithParent();
        Parameters parameters = Parameters.parse(Arrays.asList(args).subList(1, args.length));
        Pipeline pipeline = Pipeline.of(FleetOverServers.NAME, new FleetOverServers(), parameters);
        try (Leat leat = Leat.open(
                Path.of(args[0]),
                options -> options.epochs(Duration.ofMillis(100)).patience(Duration.ofMinutes(2)))) {
            Job job = leat.start(pipeline);
            System.out.println(STARTED);
            job.awaitCompletion();
        }
    }

    /** Standard input ends with the test, whatever becomes of that. */
    private static void endWithParent() {
        Thread thread = new Thread(() -> {
            try {
                while (System.in.read() >= 0) {
                    // nobody says anything
                }
            } catch (IOException e) {
                // the same as its end
            }
            Runtime.getRuntime().halt(3);
        });
        thread.setDaemon(true);
        thread.start();
    }
}
