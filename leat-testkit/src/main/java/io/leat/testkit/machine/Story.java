// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.testkit.machine;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** What has happened in a simulation so far: in lines for whoever has to find out why it failed, and in marks to be counted. */
public final class Story {
    private static final int LONGEST = 400;

    private final List<String> lines = new ArrayList<>();
    private final SortedSet<String> marks = new TreeSet<>();

    /** Adds a line. */
    public void tell(String line) {
        lines.add(line.length() <= LONGEST ? line : line.substring(0, LONGEST) + " …");
    }

    /** Takes note that something has happened, once or more often. */
    public void mark(String what) {
        marks.add(what);
    }

    /** Returns what has happened. */
    public SortedSet<String> marks() {
        return Collections.unmodifiableSortedSet(marks);
    }

    /** Returns the lines, indented. */
    @Override
    public String toString() {
        return lines.stream().map(line -> "\n  " + line).collect(Collectors.joining());
    }
}
