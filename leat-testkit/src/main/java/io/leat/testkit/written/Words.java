// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.testkit.written;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;

/** The words of a line, read from left to right. Instants are milliseconds, or as in {@code 2026-03-29T00:30:00Z}. */
final class Words {
    private final List<String> words;
    private int next;

    Words(String line) {
        this.words = line.isBlank() ? List.of() : List.of(line.strip().split("\\s+"));
    }

    boolean hasMore() {
        return next < words.size();
    }

    /** Returns the next word. */
    String word() {
        if (!hasMore()) {
            throw new IllegalArgumentException("a word is missing behind '" + String.join(" ", words) + "'");
        }
        return words.get(next++);
    }

    /** Goes past the next word if it is this one; returns whether it was. */
    boolean skip(String word) {
        boolean found = hasMore() && words.get(next).equals(word);
        if (found) {
            next++;
        }
        return found;
    }

    /** Returns the next word as a number. */
    long number() {
        String word = word();
        try {
            return Long.parseLong(word);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("'" + word + "' is no whole number", e);
        }
    }

    /** Returns a word as an instant in milliseconds. */
    static long instant(String word) {
        try {
            return word.contains("T") ? Instant.parse(word).toEpochMilli() : Long.parseLong(word);
        } catch (DateTimeException | NumberFormatException e) {
            throw new IllegalArgumentException(
                    "'" + word + "' is no instant: give milliseconds or 2026-03-29T00:30:00Z", e);
        }
    }

    void requireEnd() {
        if (hasMore()) {
            throw new IllegalArgumentException("nobody knows what '" + words.get(next) + "' means here");
        }
    }
}
