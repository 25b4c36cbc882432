// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.connector.file.part;

import io.leat.connector.SinkContext;
import io.leat.connector.SinkWriter;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Where a sink writes its rows: to one file, or to parts that are named after it. Made with its directories; packed if its name says so.
 * Errors name it.
 *
 * @param limits when a part is full; null for one file
 */
public record OutputFile(Path path, @Nullable Limits limits) {
    /** How rows are written, once it is said where. */
    private interface Opening {
        SinkWriter<CharSequence> open() throws IOException;
    }

    /** Returns one file. */
    public static OutputFile of(Path path) {
        return new OutputFile(path, null);
    }

    /** Returns parts that are named after this. */
    public OutputFile inParts(Limits changed) {
        return new OutputFile(path, changed);
    }

    /**
     * Opens it for what has no directory: what was there is replaced.
     *
     * @param header what each file begins with, with its line end; may be empty
     * @throws IOException if it cannot be written, with the reason and the cure
     */
    public SinkWriter<CharSequence> open(String header) throws IOException {
        return checked(() -> limits == null
                ? GrowingFile.open(path, header)
                : new LooseParts(RollingParts.open(path, header, limits, null)));
    }

    /**
     * Opens it for a job.
     *
     * @param header what each file begins with, with its line end; may be empty
     * @throws IOException if it cannot be written, or results that the job has left are not there, with the reason and the cure
     */
    public SinkWriter<CharSequence> open(SinkContext job, String header) throws IOException {
        if (!job.durable()) {
            return open(header);
        }
        return checked(() -> limits == null
                ? WholeFile.open(path, header, job.state())
                : RollingParts.open(path, header, limits, job.state()));
    }

    private SinkWriter<CharSequence> checked(Opening opening) throws IOException {
        if (Files.isDirectory(path)) {
            throw new IOException("cannot write to " + path + ": it is a directory; give the path of a file");
        }
        try {
            return opening.open();
        } catch (FileSystemException | FileNotFoundException e) {
            throw new IOException(
                    "cannot write to " + path + " (that is " + path.toAbsolutePath() + "): " + reason(e)
                            + "; give a path that can be written",
                    e);
        }
    }

    private static String reason(IOException e) {
        if (e instanceof AccessDeniedException) {
            return "no permission";
        }
        if (e instanceof FileSystemException failure && failure.getReason() == null) {
            return failure.getFile() + " is in the way";
        }
        return String.valueOf(e.getMessage());
    }

    @Override
    public String toString() {
        return path + (limits == null ? "" : " in parts" + words(limits));
    }

    private static String words(Limits limits) {
        String time = limits.everyMs() == Long.MAX_VALUE ? "" : " every " + Duration.ofMillis(limits.everyMs());
        String bytes = limits.bytes() == Long.MAX_VALUE ? "" : " at " + limits.bytes() + " bytes";
        return time + (time.isEmpty() || bytes.isEmpty() ? "" : ", or") + bytes;
    }
}
