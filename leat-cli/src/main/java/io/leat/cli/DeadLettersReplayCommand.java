// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.cli;

import java.io.PrintWriter;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code leat dead-letters replay}. */
@Command(
        name = "replay",
        mixinStandardHelpOptions = true,
        description = {
            "Has the records tried again that a job could not process: when it is run next, they go to their step once more, before"
                    + " anything else, and each of them once.",
            "They keep their event time, so they may be late now. What a source could not read cannot be tried again, nor what a step"
                    + " with several inputs failed on."
        })
final class DeadLettersReplayCommand implements Callable<Integer> {
    @Mixin
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private ChosenLetters chosen;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    @Override
    public Integer call() {
        int letters = chosen.replay();
        PrintWriter out = spec.commandLine().getOut();
        if (letters == 0) {
            out.println("no dead letter that can be tried again; see 'leat dead-letters list'");
        } else if (chosen.areOfCompletedJob()) {
            out.printf(
                    Locale.ROOT,
                    "%,d dead letters would be tried again, but the job has completed and does not run again%n",
                    letters);
        } else {
            out.printf(Locale.ROOT, "%,d dead letters are tried again when the job is run next%n", letters);
        }
        out.flush();
        return LeatCommand.DONE;
    }
}
