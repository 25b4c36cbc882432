// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code leat dead-letters}: records that a job could not process. It only knows its subcommands. */
@Command(
        name = "dead-letters",
        mixinStandardHelpOptions = true,
        description = "Lists the records that a job in a directory could not process, and has them tried again.",
        subcommands = {DeadLettersListCommand.class, DeadLettersReplayCommand.class},
        synopsisSubcommandLabel = "COMMAND",
        footer = {
            "",
            "Examples:",
            "  leat dead-letters list fleet.leat",
            "  leat dead-letters replay fleet.leat --step price"
        })
final class DeadLettersCommand implements Runnable {
    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    @Override
    public void run() {
        throw new CommandLine.ParameterException(spec.commandLine(), "");
    }
}
