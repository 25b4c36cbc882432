// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.bench;

import java.io.PrintWriter;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.Spec;

/** The command {@code leat bench}: it only knows its subcommands. */
@Command(
        name = "leat bench",
        description =
                "Measures Leat against loops written by hand. Figures of one run can be compared with each other only.",
        subcommands = {
            QuickCommand.class,
            FullCommand.class,
            StartupCommand.class,
            EpochsCommand.class,
            StoreCommand.class,
            KafkaCommand.class,
            JdbcCommand.class,
            FilesCommand.class,
            PagesCommand.class
        },
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND")
public final class BenchCommand implements Runnable {
    /** Everything was measured, and no limit was missed. */
    static final int DONE = 0;

    /** The sides differ, or a limit was missed. */
    static final int FAILED = 1;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    BenchCommand() {}

    public static void main(String[] args) {
        System.exit(commandLine().execute(args));
    }

    /** Returns the whole command, ready to be executed. It returns 2 for what makes no sense. */
    static CommandLine commandLine() {
        return new CommandLine(new BenchCommand())
                .setExecutionExceptionHandler(BenchCommand::failed)
                .setUsageHelpAutoWidth(true);
    }

    private static int failed(Exception e, CommandLine command, @Nullable ParseResult parsed) throws Exception {
        if (!(e instanceof DifferentResultsException)) {
            throw e;
        }
        PrintWriter err = command.getErr();
        err.println("leat bench: " + e.getMessage());
        err.flush();
        return FAILED;
    }

    /** Without a subcommand there is nothing to do but to say what there is. */
    @Override
    public void run() {
        throw new CommandLine.ParameterException(
                spec.commandLine(),
                "leat bench needs a command: quick, full, startup, epochs, store, kafka, jdbc, files or pages");
    }
}
