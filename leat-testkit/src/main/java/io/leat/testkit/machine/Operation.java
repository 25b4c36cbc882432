// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.testkit.machine;

import java.util.Locale;

/**
 * A call that changes a disk.
 *
 * @param number of the machine, from 1
 * @param path of the file or directory
 */
public record Operation(long number, Kind kind, String path) {
    /** What is done. */
    public enum Kind {
        MAKE_DIRECTORY,
        CREATE,
        CUT,
        WRITE,
        FORCE,
        RENAME,
        DELETE,
        SYNC,
        /** Something that the process does elsewhere. */
        OUTSIDE
    }

    @Override
    public String toString() {
        return number + ": " + kind.name().toLowerCase(Locale.ROOT).replace('_', ' ') + " " + path;
    }
}
