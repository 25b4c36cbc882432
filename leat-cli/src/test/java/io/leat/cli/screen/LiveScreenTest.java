// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.cli.screen;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import org.junit.jupiter.api.Test;

class LiveScreenTest {
    private final StringWriter out = new StringWriter();
    private final LiveScreen screen = new LiveScreen(new PrintWriter(out));

    @Test
    void whenDrawnAgain_thenTheCursorGoesBackUp() {
        screen.draw(List.of(Line.of("one"), Line.of("two")), new Terminal.Size(80, 24));
        screen.draw(List.of(Line.of("three")), new Terminal.Size(80, 24));
        screen.close();

        assertThat(out)
                .hasToString("\u001b[?25l\rone\u001b[K\ntwo\u001b[K\n\u001b[J"
                        + "\u001b[?25l\r\u001b[2Athree\u001b[K\n\u001b[J\u001b[?25h");
    }

    @Test
    void whenTheTerminalIsSmall_thenLinesAreCutAndTheRestIsLeftOut() {
        screen.draw(List.of(Line.of("abcdef"), Line.of("two"), Line.of("three")), new Terminal.Size(4, 3));

        assertThat(out).hasToString("\u001b[?25l\rabcd\u001b[K\ntwo\u001b[K\n\u001b[J");
    }

    @Test
    void whenTextHoldsControlCharacters_thenTheyDoNotReachTheTerminal() {
        screen.draw(List.of(new Line("a\u001b[2Jb\n", Line.Ink.BOLD)), new Terminal.Size(80, 24));

        assertThat(out.toString()).contains("\u001b[1ma?[2Jb?\u001b[0m");
    }
}
