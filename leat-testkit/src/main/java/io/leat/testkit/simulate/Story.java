// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.testkit.simulate;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** What has happened in a simulation so far, for whoever has to find out why it failed. */
final class Story {
    private static final int LONGEST = 400;

    private final List<String> lines = new ArrayList<>();

    void tell(String line) {
        lines.add(line.length() <= LONGEST ? line : line.substring(0, LONGEST) + " …");
    }

    /** Returns it, a line each, indented. */
    @Override
    public String toString() {
        return lines.stream().map(line -> "\n  " + line).collect(Collectors.joining());
    }
}
