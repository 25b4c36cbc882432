// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.connector.file.part;

import java.io.IOException;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What is sealed of a {@link WholeFile}, as text: {@code whole open 1234 17 instance,tokens}.
 *
 * @param complete whether no row follows
 * @param length the bytes with all rows up to here
 * @param header the header of the file; empty if it has none
 */
record WholeState(boolean complete, long length, long rows, String header) {
    private static final Pattern TEXT =
            Pattern.compile("whole (open|complete) ([0-9]{1,18}) ([0-9]{1,18}) (.*)", Pattern.DOTALL);

    String text() {
        return "whole " + (complete ? "complete " : "open ") + length + " " + rows + " " + header;
    }

    /**
     * Reads the text.
     *
     * @throws IOException if it is that of another kind of sink
     */
    static WholeState of(String text, Path path) throws IOException {
        Matcher matcher = TEXT.matcher(text);
        if (!matcher.matches()) {
            throw otherKind(text, path + ", one file");
        }
        return new WholeState(
                matcher.group(1).equals("complete"),
                Long.parseLong(matcher.group(2)),
                Long.parseLong(matcher.group(3)),
                matcher.group(4));
    }

    /** Returns an exception for a state that this kind of sink has not written. */
    static IOException otherKind(String text, String now) {
        return new IOException(
                "the sink is " + now + ", but the job has the state of another kind of sink for this step: '" + text
                        + "'. Give the step the sink that it had before, or this sink a step with another name");
    }
}
