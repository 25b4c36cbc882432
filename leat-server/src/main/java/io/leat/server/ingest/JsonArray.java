// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.server.ingest;

import io.leat.server.route.Problem;

/** Finds where the values of a JSON array begin and end, without looking into them more than that takes. */
final class JsonArray {
    private final byte[] bytes;
    private final int begin;
    private final int end;
    private int at;
    private boolean closed;
    private int from;
    private int to;

    /** Looks at a body, without the white space around it. */
    JsonArray(byte[] bytes) {
        this.bytes = bytes;
        this.begin = skipSpace(0);
        int last = bytes.length;
        while (last > begin && isSpace(bytes[last - 1])) {
            last--;
        }
        this.end = last;
        this.at = begin + 1;
    }

    /** Returns whether it is an array. */
    boolean isThere() {
        return begin < end && bytes[begin] == '[';
    }

    int begin() {
        return begin;
    }

    int end() {
        return end;
    }

    /** Where the value begins that {@link #next} has found. */
    int from() {
        return from;
    }

    /** The place after the value that {@link #next} has found. */
    int to() {
        return to;
    }

    /**
     * Finds the next value.
     *
     * @return whether there is one
     * @throws Problem if it is no array
     */
    boolean next() throws Problem {
        if (closed) {
            return false;
        }
        from = skipSpace(at);
        boolean isFirst = at == begin + 1;
        at = endOfValue(from);
        to = at;
        while (to > from && isSpace(bytes[to - 1])) {
            to--;
        }
        closed = bytes[at] == ']';
        if (closed && at + 1 < end) {
            throw wrong(at + 1, "something follows the array");
        }
        if (from == to && !(closed && isFirst)) {
            throw wrong(at, "a value is missing");
        }
        at++;
        return from < to;
    }

    /** Returns where the comma or bracket is that ends a value. */
    private int endOfValue(int start) throws Problem {
        int depth = 0;
        boolean inString = false;
        for (int i = start; i < end; i++) {
            byte b = bytes[i];
            if (inString) {
                if (b == '\\') {
                    i++;
                } else if (b == '"') {
                    inString = false;
                }
            } else if (depth == 0 && (b == ',' || b == ']')) {
                return i;
            } else if (b == '"') {
                inString = true;
            } else if (b == '[' || b == '{') {
                depth++;
            } else if (b == ']' || b == '}') {
                depth--;
            }
        }
        throw wrong(end, "the array does not end");
    }

    private static Problem wrong(int index, String what) {
        return new Problem(
                        400,
                        "not a JSON array: " + what + " at byte " + (index + 1) + " of the body; nothing of "
                                + "this request was taken")
                .with("byte", index + 1L);
    }

    private int skipSpace(int start) {
        int i = start;
        while (i < bytes.length && isSpace(bytes[i])) {
            i++;
        }
        return i;
    }

    private static boolean isSpace(byte b) {
        return b == ' ' || b == '\n' || b == '\r' || b == '\t';
    }
}
