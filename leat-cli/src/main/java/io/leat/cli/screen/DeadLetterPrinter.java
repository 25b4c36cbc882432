// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.cli.screen;

import io.leat.Job;
import io.leat.examples.instances.Inference;
import io.leat.failure.DeadLetter;
import java.io.PrintWriter;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Prints the dead letters of a job as they come, each once. */
public final class DeadLetterPrinter {
    private final Job job;
    private final PrintWriter out;
    private @Nullable DeadLetter last;

    public DeadLetterPrinter(Job job, PrintWriter out) {
        this.job = job;
        this.out = out;
    }

    /** Prints those that have come since the last call, as far as the job still has them. */
    public void print() {
        List<DeadLetter> letters = job.deadLetters();
        for (DeadLetter letter : letters.subList(firstNew(letters), letters.size())) {
            out.println("dead letter  " + text(letter));
            last = letter;
        }
        out.flush();
    }

    /** Returns a dead letter in few words. */
    static String text(DeadLetter letter) {
        String thrown = letter.exception() == null ? null : letter.exception().getMessage();
        String what = letter.value() instanceof Inference request
                ? "request " + request.id() + " of " + (request.instance().isEmpty() ? "nobody" : request.instance())
                : String.valueOf(letter.value());
        return letter.step() + ": " + (thrown == null ? letter.reason() : thrown) + ": " + what;
    }

    private int firstNew(List<DeadLetter> letters) {
        for (int i = letters.size(); i > 0; i--) {
            if (letters.get(i - 1).equals(last)) {
                return i;
            }
        }
        return 0;
    }
}
