// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.connector.file.part;

import io.leat.connector.SinkWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * One file of a job that may be killed. Its rows go to {@code load.csv.open}; that becomes {@code load.csv} when they are all there.
 *
 * <pre>
 * state      at open                                   then, of the files
 * none       old files are deleted, the open one made  open: anything, complete: not there
 * open n     the open one is cut back to n bytes       open: n bytes, on disk when sealed, and maybe more, complete: not there
 * complete n the open one, if there, is cut and named  open: not there, complete: n bytes
 * </pre>
 *
 * <p>{@code checkpoint} gives the state {@code open n}, or {@code complete n} after {@code finish}; {@code force} brings these n bytes to disk. Only when an
 * epoch with {@code complete n} is sealed, which {@code committed} or being opened with that state tells, is the file named; so an open file that
 * is not there any more at {@code complete n} has been named before.
 */
final class WholeFile implements SinkWriter<CharSequence> {
    private static final long NONE = Long.MAX_VALUE;

    private final Path path;
    private final String header;
    private final Folder folder;
    private final @Nullable OpenPart part;
    private long rows;
    private boolean finished;
    private long completeLength;
    /** The first epoch whose state says that the file is complete. */
    private long completeEpoch = NONE;

    private boolean named;
    /** Whether the name of the open file is on disk. */
    private boolean folderForced;

    private WholeFile(Path path, String header, Folder folder, @Nullable OpenPart part) {
        this.path = path;
        this.header = header;
        this.folder = folder;
        this.part = part;
    }

    /** Opens the file with a state, or null to begin. */
    static WholeFile open(Path path, String header, @Nullable String state) throws IOException {
        if (state == null) {
            checkPlain(path);
            return begin(path, header);
        }
        WholeState sealed = WholeState.of(state, path);
        return sealed.complete() ? complete(path, sealed) : reopen(path, header, sealed);
    }

    private static void checkPlain(Path path) throws IOException {
        if (Files.exists(path, LinkOption.NOFOLLOW_LINKS) && !Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS)) {
            throw new IOException(
                    "cannot write to " + path + ": it is a link or a device, and in a job with a directory results go"
                            + " to a file beside it, which then takes its place; give the path of a plain file");
        }
    }

    private static WholeFile begin(Path path, String header) throws IOException {
        Folder folder = Folder.of(path);
        Files.deleteIfExists(path);
        OpenPart part = OpenPart.create(Folder.openName(path));
        part.append(header);
        return new WholeFile(path, header, folder, part);
    }

    private static WholeFile reopen(Path path, String header, WholeState sealed) throws IOException {
        Path open = Folder.openName(path);
        if (sealed.rows() == 0) {
            OpenPart.checkHolds(open, 0);
            return begin(path, header);
        }
        OpenPart.checkHolds(open, sealed.length());
        if (!header.equals(sealed.header())) {
            throw new IOException(open + " has the columns " + sealed.header().strip() + ", but the results now have "
                    + header.strip() + ": change them back, or give the new results a step and a file with other names,"
                    + " or write them in parts, which may differ");
        }
        WholeFile file = new WholeFile(path, header, Folder.of(path), OpenPart.reopen(open, sealed.length()));
        file.rows = sealed.rows();
        return file;
    }

    private static WholeFile complete(Path path, WholeState sealed) throws IOException {
        Path open = Folder.openName(path);
        Folder folder = Folder.of(path);
        if (Files.exists(open)) {
            OpenPart.cut(open, sealed.length());
            folder.publish(path);
        }
        WholeFile file = new WholeFile(path, sealed.header(), folder, null);
        file.finished = true;
        file.named = true;
        file.rows = sealed.rows();
        file.completeLength = sealed.length();
        return file;
    }

    @Override
    public void write(CharSequence row, long timestamp) throws IOException {
        if (part == null || finished) {
            throw new IllegalStateException(path + " takes no more results: its input has ended");
        }
        part.append(row);
        rows++;
    }

    @Override
    public String checkpoint(long epoch) throws IOException {
        long length = part == null || named ? completeLength : part.endEpoch();
        if (finished && completeEpoch == NONE) {
            completeEpoch = epoch;
            completeLength = length;
        }
        return new WholeState(finished, length, rows, header).text();
    }

    @Override
    public void force(long epoch) throws IOException {
        if (part == null || named) {
            return;
        }
        part.force();
        if (!folderForced) {
            folder.force();
            folderForced = true;
        }
    }

    @Override
    public void committed(long epoch) throws IOException {
        if (epoch >= completeEpoch && !named && part != null) {
            part.close();
            folder.publish(path);
            named = true;
        }
    }

    @Override
    public void finish() {
        finished = true;
    }

    @Override
    public void close() throws IOException {
        if (part != null) {
            part.close();
        }
    }
}
