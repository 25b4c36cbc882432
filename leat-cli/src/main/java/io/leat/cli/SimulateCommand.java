// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.cli;

import io.leat.cli.screen.ProgressLine;
import io.leat.testkit.simulate.Simulation;
import io.leat.testkit.simulate.SimulationFailure;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** {@code leat simulate}: durable jobs on machines that break. */
@Command(
        name = "simulate",
        mixinStandardHelpOptions = true,
        description = {
            "Runs durable jobs in one thread on machines in memory that break: processes are killed, power is lost, writes are torn,"
                    + " forces fail, the disk is full, sinks refuse. Each job goes on until it has ended. Then every result must"
                    + " be there once, and nothing may be left over.",
            "A seed is all that is random. A simulation that fails is made small and printed with its seed, which repeats it.",
            "At the end stands what has happened, and in how many simulations."
        },
        footer = {
            "",
            "Exit status: 0 if all simulations pass, 1 if any fails.",
            "",
            "Example: leat simulate --seeds 10000"
        })
final class SimulateCommand implements Callable<Integer> {
    private static final int SMALL_SEEDS = 1_000_000;

    @Option(
            names = "--seeds",
            paramLabel = "N",
            defaultValue = "1000",
            description = "How many simulations there are (${DEFAULT-VALUE}).")
    private int seeds;

    @Option(names = "--seed", paramLabel = "S", description = "The first seed; any unless given.")
    private @Nullable Long seed;

    @ParentCommand
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private LeatCommand leat;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    @Override
    public Integer call() {
        if (seeds < 0) {
            throw new ParameterException(spec.commandLine(), "--seeds " + seeds + ": give 0 or more");
        }
        long first = seed == null ? ThreadLocalRandom.current().nextInt(SMALL_SEEDS) : seed;
        out().printf("%,d simulations from seed %d%n", seeds, first);
        ProgressLine progress =
                new ProgressLine(spec.commandLine().getErr(), leat.terminal().err(), "simulations", seeds);
        Simulation simulation = new Simulation(failure -> report(failure, progress));
        for (int i = 0; i < seeds; i++) {
            simulation.run(first + i);
            progress.count();
        }
        progress.clear();
        out().print(simulation.happened());
        out().println(simulation.passed() + " passed, " + simulation.failed() + " failed");
        out().flush();
        return simulation.failed() == 0 ? LeatCommand.DONE : LeatCommand.FAILED;
    }

    private void report(SimulationFailure failure, ProgressLine progress) {
        progress.clear();
        out().println(failure.report());
        out().println();
        out().flush();
    }

    private PrintWriter out() {
        return spec.commandLine().getOut();
    }
}
