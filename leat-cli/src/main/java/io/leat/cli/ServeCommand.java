// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.cli;

import io.leat.Leat;
import io.leat.cli.page.PageServer;
import io.leat.cli.page.Visitors;
import io.leat.cli.process.EndRequests;
import io.leat.cli.serve.KeptRunning;
import io.leat.cli.serve.ServedPipeline;
import io.leat.cli.serve.ServiceLog;
import io.leat.cli.source.CompilationException;
import io.leat.cli.source.UserCodeException;
import io.leat.server.LeatServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code leat serve}: the pipelines of a directory, as a service. */
@Command(
        name = "serve",
        mixinStandardHelpOptions = true,
        description = {
            "Runs all pipelines of a directory as a service, with a page that shows them: each file NAME.java, with parameters from"
                    + " NAME.args beside it, one NAME=VALUE a line.",
            "Each keeps all that it knows in a directory of its own, and goes on from there. One that fails is started again after"
                    + " a second, then after twice as long each time, at most a minute.",
            "SIGTERM or Ctrl-C suspends them all, and the exit status is 0."
        },
        footer = {"", "Example:", "  leat serve pipelines --port 8080 --log json"})
final class ServeCommand implements Callable<Integer> {
    @CommandLine.Parameters(paramLabel = "DIR", description = "The directory with the pipelines.")
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private Path directory;

    @Option(
            names = "--data",
            paramLabel = "DIR",
            description = "Where the pipelines keep what they know; DIR.leat beside their directory unless given.")
    private @Nullable Path data;

    @Option(
            names = "--parallelism",
            paramLabel = "N",
            defaultValue = "1",
            description = "How many threads each pipeline has (${DEFAULT-VALUE}).")
    private int parallelism;

    @Option(
            names = "--port",
            paramLabel = "P",
            defaultValue = "8080",
            description = "Port of the page; 0 for any that is free (${DEFAULT-VALUE}).")
    private int port;

    @Mixin
    private Visitors visitors = new Visitors();

    @Option(
            names = "--log",
            paramLabel = "FORM",
            defaultValue = "text",
            description = "Form of the lines that are printed: text, or json, an object a line (${DEFAULT-VALUE}).")
    private ServiceLog.Form form = ServiceLog.Form.TEXT;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    @Override
    public Integer call() throws InterruptedException, IOException {
        List<ServedPipeline> pipelines;
        try {
            pipelines = pipelines();
        } catch (CompilationException e) {
            spec.commandLine().getErr().print(e.getMessage());
            spec.commandLine().getErr().flush();
            return LeatCommand.USAGE;
        }
        Path where = data == null ? besides(directory) : data;
        try (Leat engine = open(where);
                LeatServer server = server(engine);
                ServiceLog log = ServiceLog.to(spec.commandLine().getOut(), form)) {
            String count = pipelines.size() == 1 ? "1 pipeline" : pipelines.size() + " pipelines";
            log.say("serves", count + " of " + directory + ", kept in " + where);
            log.say("listens", "page " + visitors.whereabouts(server));
            List<KeptRunning> running = new ArrayList<>();
            for (ServedPipeline pipeline : pipelines) {
                KeptRunning kept = KeptRunning.start(pipeline, engine, log);
                server.offer(pipeline.name(), engine, kept::pipeline, kept);
                running.add(kept);
            }
            awaitRequestToEnd();
            log.say("ends", "suspends all, as it was asked to end");
            for (KeptRunning each : running) {
                each.suspend();
            }
            for (KeptRunning each : running) {
                each.awaitEnd();
            }
            return LeatCommand.DONE;
        }
    }

    /** Asked once more after this, the process ends as it is: what came since the last epoch is then done again. */
    private static void awaitRequestToEnd() throws InterruptedException {
        CountDownLatch asked = new CountDownLatch(1);
        EndRequests requests = EndRequests.to(signal -> asked.countDown());
        asked.await();
        requests.close();
    }

    private List<ServedPipeline> pipelines() throws CompilationException, IOException {
        if (!Files.isDirectory(directory)) {
            throw wrong("there is no directory " + directory, null);
        }
        try {
            return ServedPipeline.in(directory);
        } catch (UserCodeException e) {
            throw wrong(String.valueOf(e.getMessage()), e);
        }
    }

    private static Path besides(Path directory) throws IOException {
        Path real = directory.toRealPath();
        return real.resolveSibling(real.getFileName() + ".leat");
    }

    private Leat open(Path where) {
        try {
            return Leat.open(where, options -> options.parallelism(parallelism));
        } catch (IllegalArgumentException e) {
            throw wrong("--parallelism: " + e.getMessage(), e);
        } catch (IllegalStateException | UncheckedIOException e) {
            throw wrong("--data: " + e.getMessage(), e);
        }
    }

    private LeatServer server(Leat engine) {
        try {
            return PageServer.start(engine, port, visitors::choose);
        } catch (IllegalArgumentException e) {
            throw wrong(String.valueOf(e.getMessage()), e);
        }
    }

    private ParameterException wrong(String message, @Nullable Throwable cause) {
        return new ParameterException(spec.commandLine(), message, cause);
    }
}
