// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.cli;

import io.leat.cli.screen.Terminal;
import java.io.PrintWriter;
import java.io.StringWriter;

/** What a command has done: its exit status and what it printed. */
record Outcome(int status, String out, String err) {
    /** Runs a command in this process, as if into pipes. */
    static Outcome of(String... args) {
        return of(Terminal.NONE, args);
    }

    /** Runs a command in this process. */
    static Outcome of(Terminal terminal, String... args) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        int status = LeatCommand.commandLine(terminal)
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(err))
                .execute(args);
        return new Outcome(status, out.toString(), err.toString());
    }
}
