// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.cli;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.leat.failure.StoredLetter;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code leat dead-letters list}. */
@Command(
        name = "list",
        mixinStandardHelpOptions = true,
        description =
                "Lists the records that a job could not process, the oldest first: when, in which step, why, and the record.")
final class DeadLettersListCommand implements Callable<Integer> {
    private static final int LONGEST_TEXT = 500;

    @Mixin
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private ChosenLetters chosen;

    @Option(names = "--json", description = "Print them as JSON, an object a line.")
    private boolean json;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        List<StoredLetter> letters = chosen.list();
        PrintWriter out = spec.commandLine().getOut();
        for (StoredLetter letter : letters) {
            if (json) {
                write(letter, out);
            } else {
                print(letter, out);
            }
        }
        if (!json) {
            out.printf(Locale.ROOT, "%,d dead letters%n", letters.size());
        }
        out.flush();
        return LeatCommand.DONE;
    }

    private static void print(StoredLetter letter, PrintWriter out) {
        String origin = letter.origin() == null ? "" : " at " + letter.origin();
        out.println(letter.number() + "  " + letter.at() + "  " + letter.step() + origin + ": " + letter.reason()
                + (letter.retriable() ? "" : " (cannot be tried again)"));
        String text = letter.text();
        out.println("   " + (text.length() <= LONGEST_TEXT ? text : text.substring(0, LONGEST_TEXT) + "…"));
    }

    private static void write(StoredLetter letter, PrintWriter out) throws IOException {
        try (JsonGenerator to = new JsonFactory()
                .disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET)
                .createGenerator(out)) {
            to.writeStartObject();
            to.writeNumberField("number", letter.number());
            to.writeNumberField("at", letter.at().toEpochMilli());
            to.writeStringField("step", letter.step());
            to.writeStringField("origin", letter.origin());
            to.writeStringField("reason", letter.reason());
            to.writeStringField(
                    "exception",
                    letter.exception() == null ? null : letter.exception().getMessage());
            to.writeStringField("text", letter.text());
            to.writeBooleanField("retriable", letter.retriable());
            to.writeEndObject();
        }
        out.println();
    }
}
