// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.engine.directory.format;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a file of the directory is for. */
public enum FileKind {
    /** What has been sealed, and which files count. */
    MANIFEST('M'),
    /** Epochs, one after the other. */
    SEGMENT('S'),
    /** The whole state as of an epoch. */
    BASE('B'),
    /** A whole directory in one file. */
    PACK('P');

    private static final Pattern NUMBERED = Pattern.compile("(segment|base)-([0-9]{10,18})");

    public final char code;

    FileKind(char code) {
        this.code = code;
    }

    /** Returns the name of a file with a number. */
    public String fileName(long number) {
        return String.format(Locale.ROOT, "%s-%010d", name().toLowerCase(Locale.ROOT), number);
    }

    /** Returns whether a file of this name is a segment or a base. */
    public static boolean isNumbered(String fileName) {
        return NUMBERED.matcher(fileName).matches();
    }

    /** Returns the number in the name of a file of this kind, or -1 if that is none. */
    public long numberOf(String fileName) {
        Matcher parts = NUMBERED.matcher(fileName);
        boolean matches = parts.matches() && fileName.equals(fileName(Long.parseLong(parts.group(2))));
        return matches && parts.group(1).equals(name().toLowerCase(Locale.ROOT)) ? Long.parseLong(parts.group(2)) : -1;
    }
}
