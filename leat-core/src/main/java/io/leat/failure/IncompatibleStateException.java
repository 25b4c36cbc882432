// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.failure;

import java.util.List;
import java.util.stream.Collectors;

/**
 * A pipeline that cannot go on from the state that is there, since what that means or how it is written has changed. Thrown before
 * anything is opened or touched: the pipeline as it was can still go on. The message tells all problems.
 */
public final class IncompatibleStateException extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;

    @SuppressWarnings("serial") // an immutable list of records of texts
    private final List<Problem> problems;

    /**
     * One thing that does not fit.
     *
     * @param step the name of the step whose state it is
     * @param what what does not fit, in words, with what it was and what it is
     * @param was what was stored, in full
     * @param is what the pipeline would have stored now; empty if nothing
     * @param cure what can be done about it
     */
    public record Problem(String step, String what, String was, String is, String cure)
            implements java.io.Serializable {
        @Override
        public String toString() {
            return "step '" + step + "': " + what + ". Cure: " + cure;
        }
    }

    /**
     * Makes an exception.
     *
     * @param where where the state is, in words
     */
    public IncompatibleStateException(String pipeline, String where, List<Problem> problems) {
        super("pipeline '" + pipeline + "' cannot go on from its state in " + where + ", which is left as it was:\n"
                + problems.stream().map(problem -> "- " + problem).collect(Collectors.joining("\n")));
        this.problems = List.copyOf(problems);
    }

    /** Returns the problems, at least one. */
    public List<Problem> problems() {
        return problems;
    }
}
