// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.cli;

import io.leat.Leat;
import io.leat.failure.StoredLetter;
import io.leat.inspect.KeptJob;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Which dead letters a command is about. */
final class ChosenLetters {
    @CommandLine.Parameters(
            paramLabel = "DIR",
            description = "The directory given to 'run --job', or that of one job in it. The job must not run.")
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private Path directory;

    @Option(names = "--step", paramLabel = "STEP", description = "Only those of this step.")
    private @Nullable String step;

    @Option(
            names = "--number",
            paramLabel = "N",
            split = ",",
            description = "Only those with these numbers; can be given more than once.")
    private List<Long> numbers = new ArrayList<>();

    @Spec(Spec.Target.MIXEE)
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    /** Returns those that were chosen. */
    List<StoredLetter> list() {
        try {
            KeptJob job = job();
            return Leat.deadLetters(parent(job), job.name()).stream()
                    .filter(this::isChosen)
                    .toList();
        } catch (UncheckedIOException e) {
            throw wrong(String.valueOf(e.getMessage()), e);
        }
    }

    /** Has those tried again that were chosen, and returns how many. */
    int replay() {
        try {
            KeptJob job = job();
            return Leat.replayDeadLetters(parent(job), job.name(), this::isChosen);
        } catch (UncheckedIOException e) {
            throw wrong(String.valueOf(e.getMessage()), e);
        }
    }

    /** Returns whether the job has completed, so that it does not run again. */
    boolean areOfCompletedJob() {
        return job().completed();
    }

    private boolean isChosen(StoredLetter letter) {
        return (step == null || letter.step().equals(step)) && (numbers.isEmpty() || numbers.contains(letter.number()));
    }

    private KeptJob job() {
        List<KeptJob> jobs = Leat.inspect(directory);
        if (jobs.size() > 1) {
            throw wrong(
                    "there are several jobs in " + directory + ": give the directory of one of them: "
                            + String.join(
                                    ", ",
                                    jobs.stream()
                                            .map(job -> job.directory().toString())
                                            .toList()),
                    null);
        }
        return jobs.get(0);
    }

    private static Path parent(KeptJob job) {
        return Optional.ofNullable(job.directory().toAbsolutePath().normalize().getParent())
                .orElseThrow();
    }

    private ParameterException wrong(String message, @Nullable Throwable cause) {
        return new ParameterException(spec.commandLine(), message, cause);
    }
}
