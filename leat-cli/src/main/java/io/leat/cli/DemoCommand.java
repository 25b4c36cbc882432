// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.cli;

import io.leat.Job;
import io.leat.Leat;
import io.leat.Parameters;
import io.leat.Pipeline;
import io.leat.cli.page.PageInBackground;
import io.leat.cli.process.GracefulStop;
import io.leat.cli.report.Causes;
import io.leat.cli.screen.Board;
import io.leat.cli.screen.DeadLetterPrinter;
import io.leat.cli.screen.DemoFrame;
import io.leat.cli.screen.LiveScreen;
import io.leat.cli.screen.PlainView;
import io.leat.cli.screen.Terminal;
import io.leat.connector.Sink;
import io.leat.examples.instances.Load;
import io.leat.examples.instances.SixInstances;
import io.leat.examples.instances.View;
import io.leat.examples.instances.Workload;
import io.leat.server.Dashboard;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** {@code leat demo}: six simulated AI instances, live. */
@Command(
        name = "demo",
        mixinStandardHelpOptions = true,
        description =
                "Shows six simulated AI instances live: a table that refreshes in place, or plain lines into a pipe. "
                        + "Ends with --seconds, or with Ctrl-C.")
final class DemoCommand implements Callable<Integer> {
    private static final Duration FRAME = Duration.ofMillis(250);

    /** The start of bounded runs, so that they can be repeated; others start now. */
    private static final Instant FIXED_START = Instant.parse("2024-06-03T08:00:00Z");

    @Option(
            names = "--seconds",
            paramLabel = "N",
            description = "End after N seconds; equal options give equal numbers.")
    private @Nullable Long seconds;

    @Option(
            names = "--seed",
            paramLabel = "S",
            defaultValue = "1",
            description = "Seed of all chance (${DEFAULT-VALUE}).")
    private long seed;

    @Option(
            names = "--rate",
            paramLabel = "R",
            defaultValue = "24",
            description = "Requests per second over all instances, on average (${DEFAULT-VALUE}).")
    private double rate;

    @Option(
            names = "--history",
            paramLabel = "N",
            defaultValue = "30",
            description = "Seconds of the past to begin with, so that there is something to see (${DEFAULT-VALUE}).")
    private long history;

    @Option(
            names = "--port",
            paramLabel = "P",
            description = "Port of the page, on this machine only; 0 for any that is free."
                    + " 8080 unless given, or one that is free if that is taken.")
    private @Nullable Integer port;

    @Option(names = "--no-ui", description = "Serve no page.")
    private boolean noPage;

    @Option(names = "--out", paramLabel = "DIR", description = "Also write the results to files in DIR.")
    private @Nullable Path out;

    @ParentCommand
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private LeatCommand leat;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    @Override
    public Integer call() throws InterruptedException {
        check();
        PrintWriter stdout = spec.commandLine().getOut();
        Board board = new Board(SixInstances.names());
        boolean live = leat.terminal().out();
        View view = live ? board : new PlainView(stdout, board);
        try (Leat engine = Leat.inMemory();
                PageInBackground page = page(engine)) {
            if (!live) {
                page(page).ifPresent(address -> println("page  " + address));
                println(title());
            }
            Job job = engine.start(Pipeline.of("demo", new SixInstances(view, charts()), parameters()));
            DemoFrame frame = new DemoFrame(board, job, title(), page::address);
            GracefulStop stop = GracefulStop.of(job, true);
            try {
                if (live) {
                    watch(job, frame);
                } else {
                    listen(job, frame);
                }
                return end(job);
            } catch (IllegalArgumentException e) {
                throw wrong(String.valueOf(e.getMessage()));
            } finally {
                stop.release();
            }
        }
    }

    private Optional<URI> page(PageInBackground page) {
        try {
            return page.awaitAddress();
        } catch (IllegalArgumentException e) {
            throw wrong(String.valueOf(e.getMessage()));
        }
    }

    private Map<String, Sink<? super Load>> charts() {
        return noPage ? Map.of() : Map.of("tokens-chart", Dashboard.chart("tokens by instance"));
    }

    private PageInBackground page(Leat engine) {
        return noPage ? PageInBackground.none() : PageInBackground.open(engine, port);
    }

    private void check() {
        atLeast("--seconds", seconds == null ? 1 : seconds, 1);
        atLeast("--history", history, 0);
        if (!(rate > 0 && rate <= Workload.MAX_RATE)) {
            throw wrong("--rate is " + rate + ": give a number above 0, at most " + (long) Workload.MAX_RATE);
        }
        if (noPage && port != null) {
            throw wrong("--port is for the page, which --no-ui leaves out: give one of them");
        }
        if (out != null) {
            checkDirectory(out);
        }
    }

    private void atLeast(String option, long value, long least) {
        if (value < least || value > Integer.MAX_VALUE) {
            throw wrong(option + " is " + value + ": give a number from " + least + " to " + Integer.MAX_VALUE);
        }
    }

    private void checkDirectory(Path directory) {
        try {
            Files.createDirectories(directory);
            Files.delete(Files.createTempFile(directory, "leat", null));
        } catch (IOException e) {
            throw wrong("--out: cannot write to " + directory + ": " + e);
        }
    }

    private ParameterException wrong(String message) {
        return new ParameterException(spec.commandLine(), message);
    }

    private Parameters parameters() {
        Instant start =
                seconds == null ? Instant.now().minusSeconds(history).truncatedTo(ChronoUnit.MILLIS) : FIXED_START;
        List<String> words =
                new ArrayList<>(List.of("seed=" + seed, "rate=" + rate, "start=" + start, "history=" + history + "s"));
        if (seconds != null) {
            words.add("live=" + seconds + "s");
        }
        if (out != null) {
            words.add("out=" + out);
        }
        return Parameters.parse(words);
    }

    private String title() {
        return "leat demo: six simulated AI instances, " + rate + " requests/s, seed " + seed + ", " + history
                + " s of history, then live" + (seconds == null ? ", Ctrl-C ends" : " for " + seconds + " s");
    }

    private void watch(Job job, DemoFrame frame) throws InterruptedException {
        PrintWriter stdout = spec.commandLine().getOut();
        try (LiveScreen screen = new LiveScreen(stdout)) {
            Terminal.Size size = leat.terminal().size();
            for (int i = 0; !job.await(FRAME) && !stdout.checkError(); i++) {
                size = i % 8 == 0 ? leat.terminal().size() : size;
                screen.draw(frame.live(size.columns()), size);
            }
            screen.draw(frame.last(size.columns()), size);
        }
    }

    private void listen(Job job, DemoFrame frame) throws InterruptedException {
        PrintWriter stdout = spec.commandLine().getOut();
        DeadLetterPrinter letters = new DeadLetterPrinter(job, stdout);
        while (!job.await(FRAME) && !stdout.checkError()) {
            letters.print();
        }
        letters.print();
        stdout.println();
        frame.last(leat.terminal().size().columns()).stream()
                .map(line -> line.text().stripTrailing())
                .forEach(stdout::println);
    }

    /** The pipeline prints as well, from threads of its own. */
    private void println(String line) {
        PrintWriter stdout = spec.commandLine().getOut();
        synchronized (stdout) {
            stdout.println(line);
            stdout.flush();
        }
    }

    private int end(Job job) {
        PrintWriter stdout = spec.commandLine().getOut();
        if (job.status() == Job.Status.FAILED) {
            spec.commandLine()
                    .getErr()
                    .println("leat: " + job.failure().map(Causes::text).orElse("failed"));
            return LeatCommand.FAILED;
        }
        if (out != null) {
            stdout.println("results are in " + out);
        }
        stdout.flush();
        return LeatCommand.DONE;
    }
}
