// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.connector.file.part;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What is sealed of {@link RollingParts}, as text: {@code parts 5 open 512 17 1700158624425|3:1024 4:999|instance,tokens}.
 *
 * @param number of the open part; without one, that of the part which would come next
 * @param open the open part; null at the end of the input
 * @param full parts that are complete and may still have to be named
 * @param header the header of the open part; empty if it has none
 */
record PartsState(long number, @Nullable Open open, List<Full> full, String header) {
    private static final String NUMBER = "([0-9]{1,18})";
    private static final Pattern TEXT = Pattern.compile(
            "parts " + NUMBER + " (?:ended|open " + NUMBER + " " + NUMBER + " (-?[0-9]{1,18}))\\|([0-9: ]*)\\|(.*)",
            Pattern.DOTALL);

    /**
     * A part that takes rows.
     *
     * @param length the bytes with all rows up to here
     * @param firstRowMs when the first of them came, in milliseconds of the clock
     */
    record Open(long length, long rows, long firstRowMs) {}

    /** A part that takes no more rows. */
    record Full(long number, long length) {}

    String text() {
        StringBuilder text = new StringBuilder("parts ").append(number);
        if (open == null) {
            text.append(" ended|");
        } else {
            text.append(" open " + open.length + " " + open.rows + " " + open.firstRowMs + "|");
        }
        for (int i = 0; i < full.size(); i++) {
            text.append(i == 0 ? "" : " ").append(full.get(i).number + ":" + full.get(i).length);
        }
        return text.append('|').append(header).toString();
    }

    /**
     * Reads the text.
     *
     * @throws IOException if it is that of another kind of sink
     */
    static PartsState of(String text, Path path) throws IOException {
        Matcher matcher = TEXT.matcher(text);
        if (!matcher.matches()) {
            throw WholeState.otherKind(text, path + " in parts");
        }
        Open open =
                matcher.group(2) == null ? null : new Open(number(matcher, 2), number(matcher, 3), number(matcher, 4));
        return new PartsState(number(matcher, 1), open, full(matcher.group(5)), matcher.group(6));
    }

    private static long number(Matcher matcher, int group) {
        return Long.parseLong(matcher.group(group));
    }

    private static List<Full> full(String text) {
        List<Full> full = new ArrayList<>();
        Matcher matcher = Pattern.compile(NUMBER + ":" + NUMBER).matcher(text);
        while (matcher.find()) {
            full.add(new Full(number(matcher, 1), number(matcher, 2)));
        }
        return full;
    }
}
