// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.cli.screen;

import java.io.IOException;
import java.io.InputStream;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * What the output streams are connected to. Java does not tell, so the shell is asked.
 *
 * @param out whether standard output is a terminal that can move its cursor
 * @param err whether standard error is
 */
public record Terminal(boolean out, boolean err) {
    /** No terminal: pipes and files. */
    public static final Terminal NONE = new Terminal(false, false);

    private static final Size USUAL = new Size(100, 30);
    private static final String QUESTION = "r=0; [ -t 1 ] && r=1; [ -t 2 ] && r=$((r + 2)); exit $r";

    /** How many characters there is room for. */
    public record Size(int columns, int rows) {}

    /** Finds out how this process is connected. */
    public static Terminal detect() {
        String kind = System.getenv("TERM");
        if (kind == null || kind.equals("dumb")) {
            return NONE;
        }
        try {
            Process shell = new ProcessBuilder("sh", "-c", QUESTION)
                    .redirectOutput(Redirect.INHERIT)
                    .redirectError(Redirect.INHERIT)
                    .start();
            int answer = shell.waitFor();
            return new Terminal((answer & 1) != 0, (answer & 2) != 0);
        } catch (IOException e) {
            return NONE; // nobody to ask: plain lines are always right
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return NONE;
        }
    }

    /** Returns the size of the terminal now: by COLUMNS and LINES if they are set, else by the terminal itself. */
    public Size size() {
        return size(System.getenv(), out || err ? askTerminal() : "");
    }

    static Size size(Map<String, String> environment, String rowsAndColumns) {
        String[] words = rowsAndColumns.strip().split(" ", -1);
        int rows = positive(words[0], USUAL.rows());
        int columns = words.length == 2 ? positive(words[1], USUAL.columns()) : USUAL.columns();
        return new Size(
                positive(environment.getOrDefault("COLUMNS", ""), columns),
                positive(environment.getOrDefault("LINES", ""), rows));
    }

    private static int positive(String text, int otherwise) {
        try {
            int number = Integer.parseInt(text);
            return number > 0 ? number : otherwise;
        } catch (NumberFormatException e) {
            return otherwise;
        }
    }

    private static String askTerminal() {
        try {
            Process stty = new ProcessBuilder("sh", "-c", "stty size </dev/tty")
                    .redirectError(Redirect.DISCARD)
                    .start();
            try (InputStream answer = stty.getInputStream()) {
                return stty.waitFor(1, TimeUnit.SECONDS)
                        ? new String(answer.readAllBytes(), StandardCharsets.US_ASCII)
                        : "";
            }
        } catch (IOException e) {
            return "";
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return "";
        }
    }
}
