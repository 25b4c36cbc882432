// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.cli;

import io.leat.Job;
import io.leat.Leat;
import io.leat.Parameters;
import io.leat.Pipeline;
import io.leat.PipelineFactory;
import io.leat.cli.source.CompilationException;
import io.leat.cli.source.Factories;
import io.leat.cli.source.UserCodeException;
import io.leat.failure.PipelineException;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** {@code leat run}: a user's pipeline, from a source file or a jar. */
@Command(
        name = "run",
        mixinStandardHelpOptions = true,
        customSynopsis = {
            "leat run [OPTIONS] FILE.java -- [NAME=VALUE...]",
            "leat run [OPTIONS] --jar=JAR --class=CLASS -- [NAME=VALUE...]"
        },
        description =
                "Runs a pipeline: a class that implements io.leat.PipelineFactory. A source file is compiled in memory.",
        footer = {"", "Example: leat run Fleet.java -- input=calls.jsonl out=results bound=60s"})
final class RunCommand implements Callable<Integer> {
    private static final Duration PROGRESS = Duration.ofMillis(500);

    @CommandLine.Parameters(
            paramLabel = "WORD",
            arity = "0..*",
            description = "The source file, then the parameters of the pipeline as NAME=VALUE.")
    private List<String> words = new ArrayList<>();

    @Option(names = "--jar", paramLabel = "JAR", description = "Take the class from a jar instead of a source file.")
    private @Nullable Path jar;

    @Option(names = "--class", paramLabel = "CLASS", description = "The class, if it is not clear which.")
    private @Nullable String className;

    @Option(
            names = "--parallelism",
            paramLabel = "N",
            defaultValue = "1",
            description = "How many threads the job has (${DEFAULT-VALUE}).")
    private int parallelism;

    @Option(names = "--summary", paramLabel = "FILE", description = "Write what the job has done to a JSON file.")
    private @Nullable Path summary;

    @Option(names = "--describe", description = "Print the steps of the pipeline instead of running it.")
    private boolean describe;

    @ParentCommand
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private LeatCommand leat;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    @Override
    public Integer call() throws InterruptedException, IOException {
        checkSummary();
        PipelineFactory factory;
        try {
            factory = factory();
        } catch (CompilationException e) {
            err().print(e.getMessage());
            err().flush();
            return LeatCommand.USAGE;
        }
        Pipeline pipeline = pipeline(factory);
        if (describe) {
            spec.commandLine().getOut().println(pipeline.describe().stripTrailing());
            return LeatCommand.DONE;
        }
        return run(pipeline);
    }

    private void checkSummary() {
        if (summary == null) {
            return;
        }
        Path directory = summary.toAbsolutePath().getParent();
        boolean possible = Files.exists(summary)
                ? Files.isWritable(summary) && !Files.isDirectory(summary)
                : directory != null && Files.isDirectory(directory) && Files.isWritable(directory);
        if (!possible) {
            throw wrong("--summary: cannot write to " + summary, null);
        }
    }

    private PipelineFactory factory() throws CompilationException, IOException {
        try {
            return jar == null ? fromSource() : fromJar(jar);
        } catch (UserCodeException e) {
            throw wrong(String.valueOf(e.getMessage()), e);
        }
    }

    private PipelineFactory fromSource() throws CompilationException, UserCodeException, IOException {
        if (words.isEmpty()) {
            throw wrong("give a source file to run, or --jar and --class", null);
        }
        Path file = existing(Path.of(words.get(0)));
        words = words.subList(1, words.size());
        return Factories.fromSource(file, className);
    }

    private PipelineFactory fromJar(Path file) throws UserCodeException, IOException {
        if (className == null) {
            throw wrong("--jar needs --class with the full name of the pipeline's class", null);
        }
        return Factories.fromJar(existing(file), className);
    }

    private Path existing(Path file) {
        if (!Files.isRegularFile(file) || !Files.isReadable(file)) {
            throw wrong("there is no readable file " + file, null);
        }
        return file;
    }

    private Pipeline pipeline(PipelineFactory factory) {
        String name = factory.getClass().getSimpleName();
        try {
            return Pipeline.of(name, factory, Parameters.parse(words));
        } catch (PipelineException e) {
            throw wrong(ShortErrors.withCauses(e), e);
        } catch (IllegalArgumentException e) {
            throw wrong(ShortErrors.withCauses(e) + place(e, factory), e);
        } catch (RuntimeException | LinkageError e) {
            throw wrong(
                    "pipeline " + name + " could not be defined: " + ShortErrors.withCauses(e) + place(e, factory), e);
        }
    }

    /** Returns the line of the user's own that an exception comes from. */
    private static String place(Throwable e, PipelineFactory factory) {
        String own = factory.getClass().getName();
        return Arrays.stream(e.getStackTrace())
                .filter(frame -> frame.getClassName().equals(own))
                .findFirst()
                .map(frame -> " (" + frame.getFileName() + ":" + frame.getLineNumber() + ")")
                .orElse("");
    }

    private int run(Pipeline pipeline) throws InterruptedException, IOException {
        try (Leat engine = open()) {
            Job job = start(engine, pipeline);
            GracefulStop stop = GracefulStop.of(job, false);
            try {
                follow(job);
                return end(job);
            } finally {
                stop.release();
            }
        }
    }

    private Leat open() {
        try {
            return Leat.inMemory(options -> options.parallelism(parallelism));
        } catch (IllegalArgumentException e) {
            throw wrong("--parallelism: " + e.getMessage(), null);
        }
    }

    private Job start(Leat engine, Pipeline pipeline) {
        try {
            return engine.start(pipeline);
        } catch (PipelineException e) {
            throw wrong(ShortErrors.withCauses(e), e);
        }
    }

    private void follow(Job job) throws InterruptedException {
        boolean shown = false;
        while (!job.await(PROGRESS)) {
            if (leat.terminal().err()) {
                err().print("\r" + RunSummary.of(job).line() + "\u001b[K");
                err().flush();
                shown = true;
            }
        }
        if (shown) {
            err().print("\r\u001b[K");
        }
    }

    private int end(Job job) throws IOException {
        RunSummary done = RunSummary.of(job);
        err().println(done.line());
        done.advice().forEach(err()::println);
        done.deadLetters().forEach(letter -> err().println("dead letter  " + letter));
        if (done.failed() > done.deadLetters().size() && !done.deadLetters().isEmpty()) {
            err().println("and " + (done.failed() - done.deadLetters().size()) + " more failed");
        }
        if (summary != null) {
            done.write(summary);
        }
        job.failure().ifPresent(failure -> err().println("leat: " + ShortErrors.withCauses(failure)));
        err().flush();
        return job.status() == Job.Status.FAILED ? LeatCommand.FAILED : LeatCommand.DONE;
    }

    private PrintWriter err() {
        return spec.commandLine().getErr();
    }

    private ParameterException wrong(String message, @Nullable Throwable cause) {
        return new ParameterException(spec.commandLine(), message, cause);
    }
}
