// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.engine.disk;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.Locale;

/** What is told when the file system refuses: what was to be done with which file, why not, and what helps. */
final class LocalFailure {
    private LocalFailure() {}

    /** @param what was to be done, in front of the path */
    static IOException of(String what, Path path, IOException e) {
        String reason = reason(e);
        return new IOException(
                "cannot " + what + " " + path + ": " + reason + cure(e, reason.toLowerCase(Locale.ROOT)), e);
    }

    private static String reason(IOException e) {
        if (e instanceof AccessDeniedException) {
            return "no permission";
        }
        if (e instanceof FileAlreadyExistsException || e instanceof NotDirectoryException) {
            return "a file of that name is there";
        }
        if (e instanceof NoSuchFileException) {
            return "it is not there";
        }
        if (e instanceof FileSystemException failure && failure.getReason() != null) {
            return failure.getReason();
        }
        return String.valueOf(e.getMessage());
    }

    private static String cure(IOException e, String reason) {
        if (reason.contains("no space") || reason.contains("quota") || reason.contains("not enough space")) {
            return "; make room on that disk and start again: what was sealed before is still good";
        }
        if (e instanceof AccessDeniedException
                || reason.contains("read-only")
                || reason.contains("permission denied")) {
            return "; give a directory that this user can write to: what was sealed before is still good";
        }
        return reason.contains("too many open files") ? "; allow this process more open files (ulimit -n)" : "";
    }
}
