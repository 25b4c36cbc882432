// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.connector.file.input;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Files that are read one behind the other, as they are now: each call looks at the directory anew. */
interface FileSequence {
    /** Returns the file to begin with; null if there is none as yet. */
    @Nullable
    Found first() throws IOException;

    /**
     * Returns the file behind another one, which is complete then; null if there is none as yet.
     *
     * @param current as it was found before; it may have another name now, or none
     * @param here tells whether a file has the same content as far as that was read
     */
    @Nullable
    Found after(Found current, Check here) throws IOException;

    /** Returns the file to go on with where a file was found, and nothing was read of it; null if there is none as yet. */
    @Nullable
    Found insteadOf(Found unread) throws IOException;

    /** Returns the files that may be one that was found before, the likeliest first. */
    List<Found> like(Found before) throws IOException;

    /** Returns the directory that all names are in. */
    Path directory();

    /** Tells something of a file. */
    interface Check {
        boolean test(Found file) throws IOException;
    }
}
