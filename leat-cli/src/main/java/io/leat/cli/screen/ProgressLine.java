// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.cli.screen;

import java.io.PrintWriter;

/** A line on a terminal that counts, and goes before anything else is printed; nothing where there is no terminal. */
public final class ProgressLine {
    private static final int EVERY = 10;

    private final PrintWriter out;
    private final boolean visible;
    private final String what;
    private final int all;
    private int done;

    /**
     * Makes a line.
     *
     * @param visible whether {@code out} is a terminal
     * @param what is counted, in the plural
     */
    public ProgressLine(PrintWriter out, boolean visible, String what, int all) {
        this.out = out;
        this.visible = visible;
        this.what = what;
        this.all = all;
    }

    /** Counts one more. */
    public void count() {
        done++;
        if (visible && done % EVERY == 0) {
            out.printf("\r%,d of %,d %s", done, all, what);
            out.flush();
        }
    }

    /** Takes the line away. */
    public void clear() {
        if (visible) {
            out.print("\r\u001b[K");
            out.flush();
        }
    }
}
