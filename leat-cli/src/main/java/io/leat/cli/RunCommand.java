// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.cli;

import io.leat.Job;
import io.leat.Leat;
import io.leat.Parameters;
import io.leat.Pipeline;
import io.leat.PipelineFactory;
import io.leat.cli.page.PageServer;
import io.leat.cli.page.Visitors;
import io.leat.cli.process.GracefulStop;
import io.leat.cli.process.GracefulSuspend;
import io.leat.cli.report.Causes;
import io.leat.cli.report.JobReport;
import io.leat.cli.source.CompilationException;
import io.leat.cli.source.Definition;
import io.leat.cli.source.Factories;
import io.leat.cli.source.UserCodeException;
import io.leat.failure.IncompatibleStateException;
import io.leat.failure.PipelineException;
import io.leat.server.LeatServer;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
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
        description = {
            "Runs a pipeline: a class that implements io.leat.PipelineFactory. A source file is compiled in memory.",
            "With --job it keeps all that it knows in a directory: killed at any moment and run again with the same command, it"
                    + " goes on."
        },
        footer = {
            "",
            "Examples:",
            "  leat run Fleet.java -- input=calls.jsonl out=results bound=60s",
            "  leat run Fleet.java --ui -- input=calls.jsonl out=results bound=60s",
            "  leat run Fleet.java --job fleet.leat -- input=calls.jsonl out=results bound=60s"
        })
final class RunCommand implements Callable<Integer> {
    private static final int MIB_BITS = 20;

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

    @Option(
            names = "--job",
            paramLabel = "DIR",
            description = "Keep everything of the job in a directory, and go on from there. Ctrl-C suspends it.")
    private @Nullable Path directory;

    @Option(
            names = "--epochs",
            paramLabel = "DURATION",
            description = "With --job: how often what was done is sealed, such as 500ms; 1s unless given.")
    private @Nullable String epochs;

    @Option(
            names = "--state-on-heap",
            paramLabel = "MIB",
            description =
                    "With --job: how many MiB of state are on the heap, as it is written; what has no room is read from files"
                            + " when it is used. All of it unless given.")
    private @Nullable Long stateOnHeap;

    @Option(
            names = "--drop",
            paramLabel = "STEP",
            description =
                    "With --job: let a step begin anew; what is kept of it is lost. For a step that was removed, renamed or"
                            + " changed so that it cannot go on. Can be given more than once.")
    private List<String> dropped = new ArrayList<>();

    @Option(names = "--summary", paramLabel = "FILE", description = "Write what the job has done to a JSON file.")
    private @Nullable Path summary;

    @Option(names = "--ui", description = "Serve a page that shows the job while it runs; its address is printed.")
    private boolean ui;

    @Option(
            names = "--port",
            paramLabel = "P",
            description =
                    "With --ui: port of the page; 0 for any that is free. 8080 unless given, or one that is free if that is"
                            + " taken.")
    private @Nullable Integer port;

    @Mixin
    private Visitors visitors = new Visitors();

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
        Thread.currentThread().setContextClassLoader(factory.getClass().getClassLoader());
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
        try {
            return Definition.of(factory.getClass().getSimpleName(), factory, words);
        } catch (UserCodeException e) {
            throw wrong(String.valueOf(e.getMessage()), e);
        }
    }

    private int run(Pipeline pipeline) throws InterruptedException, IOException {
        if (directory == null && (epochs != null || stateOnHeap != null || !dropped.isEmpty())) {
            String option = epochs != null ? "--epochs" : stateOnHeap != null ? "--state-on-heap" : "--drop";
            throw wrong(option + " is for a job that is kept in a directory: give --job as well", null);
        }
        if (!ui && (port != null || visitors.areChosen())) {
            throw wrong("--port, --address, --host and --token-file are for the page: give --ui as well", null);
        }
        try (Leat engine = open();
                LeatServer page = ui ? page(engine) : null) {
            if (page != null) {
                err().println("leat: page " + visitors.whereabouts(page));
                err().flush();
            }
            return directory == null ? inMemory(engine, pipeline) : kept(engine, pipeline, directory);
        }
    }

    private Leat open() {
        try {
            return directory == null ? Leat.inMemory(this::choose) : Leat.open(directory, this::choose);
        } catch (IllegalStateException | UncheckedIOException e) {
            throw wrong("--job: " + e.getMessage(), e);
        }
    }

    private LeatServer page(Leat engine) {
        try {
            return PageServer.start(engine, port, visitors::choose);
        } catch (IllegalArgumentException e) {
            throw wrong(String.valueOf(e.getMessage()), e);
        }
    }

    private void choose(Leat.Options options) {
        options.dropState(dropped.toArray(String[]::new));
        option("--parallelism", () -> options.parallelism(parallelism));
        if (epochs != null) {
            Parameters given = Parameters.of("epochs", epochs);
            option("--epochs", () -> options.epochs(given.duration("epochs")));
        }
        if (stateOnHeap != null) {
            long mib = Math.min(stateOnHeap, Long.MAX_VALUE >> MIB_BITS);
            option("--state-on-heap", () -> options.stateOnHeap(mib << MIB_BITS));
        }
    }

    private void option(String name, Runnable choice) {
        try {
            choice.run();
        } catch (IllegalArgumentException e) {
            throw wrong(name + ": " + e.getMessage(), null);
        }
    }

    private int inMemory(Leat engine, Pipeline pipeline) throws InterruptedException, IOException {
        Job job = start(engine, pipeline);
        JobReport report = new JobReport(job, err(), 0);
        GracefulStop stop = GracefulStop.of(job, false);
        try {
            report.follow(leat.terminal().err());
            return report.end(summary);
        } finally {
            stop.release();
        }
    }

    private int kept(Leat engine, Pipeline pipeline, Path where) throws InterruptedException, IOException {
        List<String> others = Leat.jobs(where);
        Job job = start(engine, pipeline);
        JobReport report =
                new JobReport(job, err(), job.resumedFrom().map(Job.Resumed::in).orElse(0L));
        if (job.hadEnded()) {
            return report.endedBefore(where, summary);
        }
        if (!others.isEmpty() && !others.contains(pipeline.name())) {
            report.say(where + " has no job " + pipeline.name() + " yet, so it begins; there is "
                    + String.join(", ", others));
        }
        report.goesOn();
        try (GracefulSuspend suspend = GracefulSuspend.of(job, report)) {
            report.follow(leat.terminal().err());
            int status = report.end(summary);
            report.howToGoOn(where);
            return suspend.status(status);
        }
    }

    private Job start(Leat engine, Pipeline pipeline) {
        try {
            return engine.start(pipeline);
        } catch (IncompatibleStateException e) {
            throw wrong(inOptions(String.valueOf(e.getMessage())), e);
        } catch (PipelineException e) {
            throw wrong(Causes.text(e), e);
        }
    }

    /** A cure in code as an option of this command. */
    private static String inOptions(String message) {
        return message.replaceAll("Leat\\.Options\\.dropState\\(\"(.*?)\"\\)", "--drop '$1'");
    }

    private PrintWriter err() {
        return spec.commandLine().getErr();
    }

    private ParameterException wrong(String message, @Nullable Throwable cause) {
        return new ParameterException(spec.commandLine(), message, cause);
    }
}
