// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.engine.plan;

import io.leat.engine.schema.SchemaChange;
import io.leat.failure.IncompatibleStateException.Problem;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * What the state of a step is, in words: stored beside it, and compared with what it would be now.
 *
 * @param step the name of the step
 * @param kind its {@link io.leat.graph.Step#kind}
 * @param definition what of its definition the state depends on; what may be changed is not in it
 * @param keys the schema of its keys; {@link #NO_KEYS}
 * @param entry what is kept for a key, as a {@code StateCodec} describes it
 */
public record StateSignature(String step, String kind, String definition, String keys, String entry) {
    /** In place of the schema of keys where a step has none: its events are all together. */
    public static final String NO_KEYS = "none";

    private static final int LINES = 4;

    public StateSignature {
        definition = definition.replace('\n', ' ');
    }

    /** What of a step its definition is about. */
    private static final Map<String, String> NOUNS = Map.of(
            "window", "its window",
            "join", "its join",
            "match", "its pattern",
            "deduplicate", "its time",
            "from", "its source",
            "to", "its sink");

    /** Returns all but the name of the step as text of four lines. */
    public String text() {
        return String.join("\n", kind, definition, keys, entry);
    }

    /**
     * Returns what {@link #text} has made.
     *
     * @throws IllegalArgumentException if it has not
     */
    static StateSignature parse(String step, String text) {
        String[] lines = text.split("\n", -1);
        if (lines.length != LINES) {
            throw new IllegalArgumentException("what is stored about the state of step '" + step + "' has "
                    + lines.length + " lines instead of " + LINES + ": " + text);
        }
        return new StateSignature(step, lines[0], lines[1], lines[2], lines[3]);
    }

    /** Returns whether what is kept may hold values whose class is stored beside it. */
    boolean isDynamic() {
        return (keys + entry).contains("dynamic");
    }

    /** Returns why state with this signature is of no use to a step that would have another one; none if it is. */
    List<Problem> problemsWith(StateSignature now) {
        if (!kind.equals(now.kind)) {
            return List.of(
                    problem("it was of the kind '" + kind + "' and is of the kind '" + now.kind + "'", kind, now.kind));
        }
        List<Problem> problems = new ArrayList<>();
        SchemaChange ofKeys = SchemaChange.ofKeys("its key", keys, now.keys);
        ofKeys.problems().forEach(what -> problems.add(problem(what, keys, now.keys)));
        if (!definition.equals(now.definition)) {
            String what = NOUNS.getOrDefault(kind, "it") + " was " + definition + " and is " + now.definition;
            problems.add(problem(what, definition, now.definition));
        } else {
            SchemaChange ofEntry = SchemaChange.ofValues("its state", entry, now.entry);
            ofEntry.problems().forEach(what -> problems.add(problem(what, entry, now.entry)));
        }
        return problems;
    }

    private Problem problem(String what, String was, String is) {
        return new Problem(step, what, was, is, "change it back, or let the step begin anew: " + dropping(step));
    }

    /** How one says that state is not wanted any more. */
    static String dropping(String step) {
        return "Leat.Options.dropState(\"" + step + "\")";
    }
}
