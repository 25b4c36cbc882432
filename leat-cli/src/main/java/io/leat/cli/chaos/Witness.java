// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.cli.chaos;

import java.io.IOException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Looks at results while they come and judges: what was seen once stays, and nothing is seen that an undisturbed run does not give,
 * or more often. So a row of an epoch that did not count is seen by it, as one that vanishes or comes twice. Any thread.
 */
final class Witness {
    private final Outputs outputs;
    private final Expectation expected;
    private Map<String, Multiset> seen = new TreeMap<>();
    private long looks;
    private final List<String> violations = new ArrayList<>();

    Witness(Outputs outputs, Expectation expected) {
        this.outputs = outputs;
        this.expected = expected;
    }

    /** Looks at what there is now. */
    synchronized void look() throws IOException, SQLException {
        Map<String, Multiset> now = outputs.read();
        looks++;
        seen.forEach((sink, rows) -> note(sink, "vanished", rows.minus(now.getOrDefault(sink, new Multiset()))));
        now.forEach((sink, rows) -> note(sink, "doubled or wrong", expected.tooMuch(sink, rows)));
        seen = now;
    }

    /** Takes note that results cannot be read. */
    synchronized void failed(Exception e) {
        violations.add("results cannot be read: " + e);
    }

    private void note(String sink, String what, Multiset rows) {
        if (rows.size() > 0) {
            violations.add(sink + ": " + what + ": " + rows);
        }
    }

    /** Looks for the last time, when everything is to be there. */
    synchronized void lookAtEnd() throws IOException, SQLException {
        look();
        for (String sink : expected.sinks()) {
            note(sink, "lost", expected.missing(sink, seen.getOrDefault(sink, new Multiset())));
        }
    }

    /** Returns how often it has looked. */
    synchronized long looks() {
        return looks;
    }

    /** Returns what is wrong, in words, once; empty if nothing is. */
    synchronized List<String> takeViolations() {
        List<String> taken = List.copyOf(violations);
        violations.clear();
        return taken;
    }

    /** Returns how many rows of each sink there were last. */
    @Override
    public synchronized String toString() {
        return seen.entrySet().stream()
                .map(sink -> String.format(
                        Locale.ROOT, "%s %,d", sink.getKey(), sink.getValue().size()))
                .collect(Collectors.joining(", "));
    }
}
