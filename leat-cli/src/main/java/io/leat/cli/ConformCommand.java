// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.cli;

import io.leat.cli.screen.ProgressLine;
import io.leat.testkit.conform.Conformance;
import io.leat.testkit.conform.Failure;
import io.leat.testkit.host.Host;
import io.leat.testkit.written.CaseReader;
import io.leat.testkit.written.WrittenCase;
import java.io.PrintWriter;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.concurrent.Callable;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** {@code leat conform}: the conformance kit. */
@Command(
        name = "conform",
        mixinStandardHelpOptions = true,
        description = {
            "Holds the engine to its semantics: cases written by hand, and random ones that a naive reference judges, each with"
                    + " snapshots and restores in between.",
            "A case that fails is made small and printed with its seed."
        },
        footer = {
            "",
            "Exit status: 0 if all cases pass, 1 if any fails.",
            "",
            "Example: leat conform --cases 10000 --seed 7"
        })
final class ConformCommand implements Callable<Integer> {
    private static final int MOST_THREADS = 128;
    private static final int SMALL_SEEDS = 1_000_000;

    @Option(
            names = "--cases",
            paramLabel = "N",
            defaultValue = "1000",
            description = "How many random cases there are (${DEFAULT-VALUE}).")
    private int cases;

    @Option(names = "--seed", paramLabel = "S", description = "The seed of the first random case; any unless given.")
    private @Nullable Long seed;

    @Option(names = "--host", paramLabel = "HOST", description = "inline or worker; all of them unless given.")
    private @Nullable String hostName;

    @Option(
            names = "--parallelism",
            paramLabel = "P",
            description =
                    "How many workers a case begins with, where the host has more than one; 1, 2 and 4 unless given.")
    private @Nullable Integer parallelism;

    @Option(names = "--no-written", description = "Leave out the cases that were written by hand.")
    private boolean noWritten;

    @ParentCommand
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private LeatCommand leat;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    @Override
    public Integer call() {
        List<Host> hosts = hosts();
        List<Integer> parallelisms = parallelisms();
        if (cases < 0) {
            throw wrong("--cases " + cases + ": give 0 or more");
        }
        List<WrittenCase> written = noWritten ? List.of() : CaseReader.all();
        long first = seed == null ? ThreadLocalRandom.current().nextInt(SMALL_SEEDS) : seed;
        out().printf(
                        "%,d written cases and %,d random ones from seed %d on%s%n",
                        written.size(),
                        cases,
                        first,
                        hosts.stream().map(host -> " " + host.name()).collect(Collectors.joining(",")));
        ProgressLine progress =
                new ProgressLine(spec.commandLine().getErr(), leat.terminal().err(), "cases", written.size() + cases);
        Conformance kit = new Conformance(hosts, parallelisms, 1, failure -> report(failure, progress));
        for (WrittenCase one : written) {
            kit.written(one);
            progress.count();
        }
        for (int i = 0; i < cases; i++) {
            kit.random(first + i);
            progress.count();
        }
        progress.clear();
        out().println(kit.passed() + " passed, " + kit.failed() + " failed");
        out().flush();
        return kit.failed() == 0 ? LeatCommand.DONE : LeatCommand.FAILED;
    }

    private List<Host> hosts() {
        try {
            return hostName == null ? Host.all() : List.of(Host.named(hostName));
        } catch (NoSuchElementException e) {
            throw wrong("--host: " + e.getMessage());
        }
    }

    private List<Integer> parallelisms() {
        if (parallelism == null) {
            return Conformance.PARALLELISMS;
        }
        if (parallelism < 1 || parallelism > MOST_THREADS) {
            throw wrong("--parallelism " + parallelism + ": give 1 to " + MOST_THREADS);
        }
        return List.of(parallelism);
    }

    private void report(Failure failure, ProgressLine progress) {
        progress.clear();
        out().println(failure.report());
        out().println();
        out().flush();
    }

    private PrintWriter out() {
        return spec.commandLine().getOut();
    }

    private ParameterException wrong(String message) {
        return new ParameterException(spec.commandLine(), message);
    }
}
