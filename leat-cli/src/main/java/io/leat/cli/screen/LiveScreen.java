// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.cli.screen;

import java.io.PrintWriter;
import java.util.List;

/**
 * A part of the terminal that is drawn again and again in place. Each frame is one write, and each line overwrites its
 * predecessor without being cleared first, so nothing flickers. The last frame stays when it is closed.
 */
public final class LiveScreen implements AutoCloseable {
    private static final String HIDE_CURSOR = "\u001b[?25l";
    private static final String SHOW_CURSOR = "\u001b[?25h";
    private static final String CLEAR_REST_OF_LINE = "\u001b[K";
    private static final String CLEAR_BELOW = "\u001b[J";

    private final PrintWriter out;
    private int drawn;

    /** Opens a screen where the cursor stands. */
    public LiveScreen(PrintWriter out) {
        this.out = out;
    }

    /** Draws a frame over the last one; what does not fit is left out. */
    public synchronized void draw(List<Line> lines, Terminal.Size size) {
        StringBuilder frame = new StringBuilder(HIDE_CURSOR).append('\r');
        if (drawn > 0) {
            frame.append("\u001b[").append(drawn).append('A');
        }
        drawn = Math.min(lines.size(), size.rows() - 1);
        for (Line line : lines.subList(0, drawn)) {
            frame.append(line.toAnsi(size.columns())).append(CLEAR_REST_OF_LINE).append('\n');
        }
        out.print(frame.append(CLEAR_BELOW));
        out.flush();
    }

    /** Gives the cursor back, below the last frame. */
    @Override
    public synchronized void close() {
        out.print(SHOW_CURSOR);
        out.flush();
    }
}
