// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.connector.file.input;

import io.leat.connector.Position;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a position in a file says.
 *
 * @param offset how many bytes of the content lie before it
 * @param lines how many lines
 * @param checksum of the last bytes before it
 * @param skipping whether it is in the middle of a line that is too long
 * @param more what a format adds; 0 for nothing
 */
public record Mark(long offset, long lines, String checksum, boolean skipping, long more) {
    static final Mark BEGINNING = new Mark(0, 0, "00000000", false, 0);
    private static final Pattern TEXT =
            Pattern.compile("([0-9]{1,18}):([0-9]{1,18}):([0-9a-f]{8})(\\+?)(?::([0-9]{1,18}))?");

    /**
     * Reads a position.
     *
     * @throws IllegalArgumentException if no reader of a file gave it
     */
    public static Mark of(Position position) {
        Matcher text = TEXT.matcher(position.text());
        if (!text.matches()) {
            throw new IllegalArgumentException(
                    "position '" + position.text()
                            + "' is not one in a file: was the source of this step another one before? Start without the old positions");
        }
        return new Mark(
                Long.parseLong(text.group(1)),
                Long.parseLong(text.group(2)),
                text.group(3),
                !text.group(4).isEmpty(),
                text.group(5) == null ? 0 : Long.parseLong(text.group(5)));
    }

    String text() {
        return offset + ":" + lines + ":" + checksum + (skipping ? "+" : "") + (more == 0 ? "" : ":" + more);
    }
}
