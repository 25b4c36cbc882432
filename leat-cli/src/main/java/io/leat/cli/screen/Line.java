// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.cli.screen;

/**
 * A line of text on a screen, and how it is to stand out there.
 *
 * @param text one line, without control characters
 */
public record Line(String text, Ink ink) {
    /** Ways to stand out, as the ANSI codes that select them. */
    public enum Ink {
        NORMAL(""),
        BOLD("\u001b[1m"),
        HEADING("\u001b[7m"),
        WARNING("\u001b[33m");

        private final String code;

        Ink(String code) {
            this.code = code;
        }
    }

    /** Returns a line that does not stand out. */
    public static Line of(String text) {
        return new Line(text, Ink.NORMAL);
    }

    /** Returns the line cut to a width, with what the terminal needs to show it. */
    String toAnsi(int columns) {
        String cut = printable(text.length() <= columns ? text : text.substring(0, columns));
        return ink == Ink.NORMAL ? cut : ink.code + cut + "\u001b[0m";
    }

    /** Text from outside must not move the cursor. */
    private static String printable(String text) {
        return text.replaceAll("\\p{Cntrl}", "?");
    }
}
