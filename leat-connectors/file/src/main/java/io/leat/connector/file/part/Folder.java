// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.connector.file.part;

import java.io.File;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/** The directory of a sink's files. Its entries survive a crash of the machine from {@link #force} on. */
record Folder(Path path) {
    /** What the name of a file that is still written ends with. */
    static final String OPEN = ".open";

    /** Returns the directory of a file, made if it is not there. */
    static Folder of(Path file) throws IOException {
        Path path = file.toAbsolutePath().getParent();
        if (path == null) {
            throw new IOException("it is the root of the file system");
        }
        Files.createDirectories(path);
        return new Folder(path);
    }

    /** Returns what is told when a file that is open cannot be written any more. */
    static IOException cannotWrite(Path file, IOException e) {
        return new IOException(
                "cannot write to " + file + ": " + e.getMessage()
                        + "; make room on its disk, or let it be written, and start the job again",
                e);
    }

    /** Returns the name under which a file is written before it is complete. */
    static Path openName(Path complete) {
        return complete.resolveSibling(complete.getFileName() + OPEN);
    }

    /** Returns the name of a file once it is complete. */
    static Path completeName(Path open) {
        String name = nameOf(open);
        return open.resolveSibling(name.substring(0, name.length() - OPEN.length()));
    }

    /** Gives a file that is complete its name. Done before, it does nothing: who reads the files may have taken it away since. */
    void publish(Path complete) throws IOException {
        Path open = openName(complete);
        if (Files.exists(open)) {
            Files.move(open, complete, StandardCopyOption.ATOMIC_MOVE);
        }
        force();
    }

    /** Deletes the files whose names are like that. */
    void deleteAll(Predicate<String> name) throws IOException {
        List<Path> found = new ArrayList<>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(path, file -> name.test(nameOf(file)))) {
            files.forEach(found::add);
        }
        for (Path file : found) {
            Files.deleteIfExists(file);
        }
    }

    private static String nameOf(Path file) {
        return String.valueOf(file.getFileName());
    }

    /** Brings names that were made, changed or deleted to disk. */
    void force() throws IOException {
        if (File.separatorChar == '\\') {
            return; // Windows opens no directory; it writes names on its own
        }
        try (FileChannel directory = FileChannel.open(path, StandardOpenOption.READ)) {
            directory.force(true);
        }
    }
}
