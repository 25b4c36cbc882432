// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.cli;

import io.leat.Leat;
import io.leat.inspect.KeptJob;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code leat unpack}: a job from a file that {@code leat pack} made. */
@Command(
        name = "unpack",
        mixinStandardHelpOptions = true,
        description = "Unpacks a job from a file that 'leat pack' made, so that 'leat run --job' goes on from there.",
        footer = {"", "Example: leat unpack fleet.pack fleet.leat"})
final class UnpackCommand implements Callable<Integer> {
    @CommandLine.Parameters(index = "0", paramLabel = "FILE", description = "The file.")
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private Path file;

    @CommandLine.Parameters(
            index = "1",
            paramLabel = "DIR",
            description = "The directory to give to 'run --job'; made if it is not there.")
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private Path directory;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    @Override
    public Integer call() {
        try {
            KeptJob job = Leat.unpack(file, directory);
            spec.commandLine()
                    .getOut()
                    .printf(Locale.ROOT, "job %s as of epoch %,d is in %s%n", job.name(), job.epoch(), job.directory());
            return LeatCommand.DONE;
        } catch (UncheckedIOException e) {
            throw new CommandLine.ParameterException(spec.commandLine(), String.valueOf(e.getMessage()), e);
        }
    }
}
