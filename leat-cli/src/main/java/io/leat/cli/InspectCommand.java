// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.cli;

import io.leat.Leat;
import io.leat.cli.screen.KeptJobJson;
import io.leat.cli.screen.KeptJobText;
import io.leat.inspect.KeptJob;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code leat inspect}: what a directory keeps of its jobs. */
@Command(
        name = "inspect",
        mixinStandardHelpOptions = true,
        description = {
            "Shows what a directory keeps of its jobs: epochs, state, positions of sources, what waits for sinks, files.",
            "It locks and changes nothing, so the jobs may run. All state is read and checked."
        },
        footer = {"", "Exit status: 0, or 1 if a job is damaged.", "", "Example: leat inspect fleet.leat"})
final class InspectCommand implements Callable<Integer> {
    @CommandLine.Parameters(
            paramLabel = "DIR",
            description = "The directory given to 'run --job', or that of one job in it.")
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private Path directory;

    @Option(names = "--json", description = "Print it as JSON, sizes in bytes and times in milliseconds since 1970.")
    private boolean json;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        List<KeptJob> jobs = jobs();
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            KeptJobJson.write(jobs, out);
        } else {
            jobs.forEach(job -> KeptJobText.of(job).forEach(out::println));
        }
        out.flush();
        return jobs.stream().allMatch(job -> job.damage() == null) ? LeatCommand.DONE : LeatCommand.FAILED;
    }

    private List<KeptJob> jobs() {
        try {
            return Leat.inspect(directory);
        } catch (UncheckedIOException e) {
            throw new ParameterException(spec.commandLine(), String.valueOf(e.getMessage()), e);
        }
    }
}
