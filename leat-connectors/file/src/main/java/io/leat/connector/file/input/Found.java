// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.connector.file.input;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import org.jspecify.annotations.Nullable;

/**
 * A file as it was found under a name.
 *
 * @param key tells it from others in its directory whatever they are called: device and inode where there are such. One that was deleted
 *     may leave it to another, so the content is compared too, as soon as something of it was read
 */
record Found(Path path, String key, long size, long modifiedMs) {
    /** Returns what has this name now; null if that is no file. */
    static @Nullable Found at(Path path) throws IOException {
        try {
            BasicFileAttributes file = Files.readAttributes(path, BasicFileAttributes.class);
            Object key = file.fileKey();
            return file.isRegularFile()
                    ? new Found(
                            path,
                            String.valueOf(key == null ? file.creationTime().toMillis() : key),
                            file.size(),
                            file.lastModifiedTime().toMillis())
                    : null;
        } catch (NoSuchFileException e) {
            return null;
        }
    }

    String name() {
        return String.valueOf(path.getFileName());
    }

    /** Returns whether both are the same file, under one name or two. */
    boolean is(Found other) {
        return key.equals(other.key);
    }

    /** Returns whether it was written later than the other one when that was found. */
    boolean isWrittenAfter(Found other) {
        return modifiedMs > other.modifiedMs;
    }

    /** Returns a file that was like this, but is none of those that are there. */
    Found lost() {
        return new Found(path, "", 0, modifiedMs);
    }

    /** Returns whether it still has its name. */
    boolean isStillThere() throws IOException {
        Found now = at(path);
        return now != null && is(now);
    }
}
