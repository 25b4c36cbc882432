// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.cli.screen;

import java.util.function.Function;

/**
 * A column of the table.
 *
 * @param group the heading over several columns; empty for none
 * @param heading its own heading
 * @param importance columns of the least importance go first where there is no room
 * @param text what it shows of an instance
 */
record Column(String group, String heading, int importance, Function<Figures, String> text) {
    /** Returns whether it names the line: such a column is aligned to the left. */
    boolean isName() {
        return heading.equals("instance");
    }
}
