// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.cli;

import io.leat.cli.screen.Terminal;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintWriter;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** The command {@code leat} itself: it only knows its subcommands. */
@Command(
        name = "leat",
        description = "A stream processing engine that lives inside a Java program.",
        subcommands = {
            DemoCommand.class,
            RunCommand.class,
            ServeCommand.class,
            InspectCommand.class,
            PackCommand.class,
            UnpackCommand.class,
            DeadLettersCommand.class,
            ConformCommand.class,
            SimulateCommand.class,
            ChaosCommand.class,
            SoakCommand.class
        },
        mixinStandardHelpOptions = true,
        versionProvider = LeatVersion.class,
        synopsisSubcommandLabel = "COMMAND",
        footer = {"", "Try 'leat demo', or 'leat COMMAND --help' for what a command takes."})
public final class LeatCommand implements Runnable {
    /** Everything was done. */
    static final int DONE = 0;

    /** The job failed. */
    static final int FAILED = 1;

    /** What was asked for makes no sense or is not there. */
    static final int USAGE = 2;

    private final Terminal terminal;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    LeatCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    public static void main(String[] args) {
        System.exit(commandLine(Terminal.detect())
                .setOut(writer(FileDescriptor.out))
                .setErr(writer(FileDescriptor.err))
                .execute(args));
    }

    /** Returns the whole command, ready to be executed. */
    static CommandLine commandLine(Terminal terminal) {
        ShortErrors errors = new ShortErrors();
        return new CommandLine(new LeatCommand(terminal))
                .setParameterExceptionHandler(errors)
                .setExecutionExceptionHandler(errors)
                .setUsageHelpAutoWidth(true)
                .setCaseInsensitiveEnumValuesAllowed(true);
    }

    /** Where a locale knows ASCII only, it has most likely just not been set; UTF-8 then says more than question marks. */
    private static PrintWriter writer(FileDescriptor to) {
        Charset charset = Charset.forName(System.getProperty("native.encoding", "UTF-8"));
        boolean ascii = charset.equals(StandardCharsets.US_ASCII);
        return new PrintWriter(new FileOutputStream(to), true, ascii ? StandardCharsets.UTF_8 : charset);
    }

    Terminal terminal() {
        return terminal;
    }

    /** Without a subcommand there is nothing to do but to say what there is. */
    @Override
    public void run() {
        throw new CommandLine.ParameterException(spec.commandLine(), "");
    }
}
