// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.engine.directory.format;

import java.io.IOException;

/** What is on the disk is not what was written there. Nothing has been changed by finding that out. */
public final class DamagedDirectoryException extends IOException {
    private static final long serialVersionUID = 1L;

    private final String file;
    private final long offset;

    /** @param what is wrong, as the end of a sentence */
    public DamagedDirectoryException(String file, long offset, String what) {
        super("the file " + file + " is damaged at byte " + offset + ": " + what
                + ". Cure: bring the whole directory back from a copy, or start with an empty one");
        this.file = file;
        this.offset = offset;
    }

    /** Returns the path of the file. */
    public String file() {
        return file;
    }

    /** Returns where in the file, in bytes. */
    public long offset() {
        return offset;
    }
}
