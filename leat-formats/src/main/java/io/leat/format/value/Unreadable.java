// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.format.value;

import org.jspecify.annotations.Nullable;

/** Why a record cannot be read, in plain words. Has no stack trace: it is about the input, and there may be many. */
public final class Unreadable extends Exception {
    private static final long serialVersionUID = 1L;
    private static final int SHOWN = 60;

    private final String path;
    private final String problem;

    private Unreadable(String path, String problem, @Nullable Throwable cause) {
        super(problem, cause, false, false);
        this.path = path;
        this.problem = problem;
    }

    /** Makes one that is about the whole record. */
    public Unreadable(String problem) {
        this("", problem, null);
    }

    /** Makes one that is about the whole record. */
    public Unreadable(String problem, Throwable cause) {
        this("", problem, cause);
    }

    /** Returns that there is {@code found} where something else was expected. */
    static Unreadable found(String found, Kind expected) {
        return new Unreadable("is " + found + ", expected " + expected.expected());
    }

    /** Returns that there is nothing where something was expected. */
    static Unreadable missing(Kind expected) {
        return new Unreadable("is missing, expected " + expected.expected());
    }

    /** Returns this, seen from outside the field {@code name}. */
    public Unreadable within(String name) {
        String longer = path.isEmpty() || path.startsWith("[") ? name + path : name + "." + path;
        return new Unreadable(longer, problem, getCause());
    }

    /** Returns this, seen from outside the list of which it is an element. */
    Unreadable within(int index) {
        return within("[" + index + "]");
    }

    /**
     * Returns the reason as a sentence.
     *
     * @param noun what the input calls its parts: field, column
     */
    public String reason(String noun) {
        return path.isEmpty() ? problem : noun + " '" + path + "' " + problem;
    }

    /** Returns a text in quotes, shortened if it is long. */
    public static String quoted(String text) {
        return '"' + shortened(text) + '"';
    }

    /** Returns a text on one line, shortened if it is long. */
    public static String shortened(String text) {
        String shown = text.length() <= SHOWN ? text : text.substring(0, SHOWN) + "…";
        return shown.replace("\n", "\\n").replace("\r", "\\r");
    }
}
