// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.cli;

import io.leat.Leat;
import io.leat.inspect.KeptJob;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code leat pack}: a job that does not run, as one file. */
@Command(
        name = "pack",
        mixinStandardHelpOptions = true,
        description = "Makes one file of a job that does not run, to be sent or kept. It is checked before.",
        footer = {"", "Example: leat pack fleet.leat fleet.pack"})
final class PackCommand implements Callable<Integer> {
    @CommandLine.Parameters(
            index = "0",
            paramLabel = "DIR",
            description = "The directory given to 'run --job', or that of one job in it.")
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private Path directory;

    @CommandLine.Parameters(index = "1", paramLabel = "FILE", description = "The file to make.")
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private Path file;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        try {
            KeptJob job = Leat.pack(directory, file);
            spec.commandLine()
                    .getOut()
                    .printf(
                            Locale.ROOT,
                            "job %s as of epoch %,d is in %s, %,d bytes%n",
                            job.name(),
                            job.epoch(),
                            file,
                            Files.size(file));
            return LeatCommand.DONE;
        } catch (UncheckedIOException e) {
            throw new CommandLine.ParameterException(spec.commandLine(), String.valueOf(e.getMessage()), e);
        }
    }
}
