// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.connector.file.input;

import io.leat.connector.Position;
import io.leat.connector.Records;
import io.leat.connector.SourceReader;
import java.io.IOException;
import java.nio.charset.Charset;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A reader of files one behind the other. The last one may grow; it is read to its end, and then the next one begins, once there is one.
 *
 * <p>A file is found again under whatever name it has: by its key, or by the bytes before the position, as those of a copy are. So a log
 * that was rotated away, copied and cut back, or packed is read to its end before what came after it. Where it is not to be found, that
 * becomes a dead letter, and reading goes on with the next file there is.
 */
final class FollowingReader<T> implements SourceReader<T> {
    private static final long LOOK_EVERY_NANOS = TimeUnit.MILLISECONDS.toNanos(50);
    /** So many times longer than looking at a directory takes, it is not looked at again. */
    private static final int REST = 20;
    /** A file that was renamed while a directory was looked at may be missed. */
    private static final int LOOKS_BEFORE_LOST = 3;

    private final FileSequence files;
    private final LineFormat<T> format;
    private final @Nullable Charset encoding;
    /** Whether it ends with the last file that is there. */
    private final boolean bounded;

    /** Where reading goes on, while no file is open. */
    private @Nullable Place place;

    private @Nullable Found file;
    private @Nullable FileReader<T> reader;
    /**
     * Whether there was a record in the file. Until then it is opened anew with each look at the directory: two files may well begin with the
     * same bytes, such as the header of a table, so that a log that was cut back could not be told from its copy by those.
     */
    private boolean begun;
    /** Whether a file has been found behind this one, so that this one is complete. */
    private boolean finishing;

    /** Whether the next file has been found, and not been opened yet. */
    private boolean moving;

    /** How many looks have not found the file of {@link #place}. */
    private int missed;

    private long nextLookNanos = System.nanoTime();

    FollowingReader(
            FileSequence files,
            LineFormat<T> format,
            @Nullable Charset encoding,
            boolean bounded,
            @Nullable Position from) {
        this.files = files;
        this.format = format;
        this.encoding = encoding;
        this.bounded = bounded;
        this.place = from == null ? null : Place.of(from, files.directory());
    }

    @Override
    public Status read(Records<? super T> out, int atMost) throws IOException {
        boolean looking = isTimeToLook();
        moving = false;
        if (reader == null && !looking) {
            return Status.EMPTY;
        }
        long began = System.nanoTime();
        try {
            return read(out, atMost, looking);
        } finally {
            if (looking) {
                long ended = System.nanoTime();
                nextLookNanos = ended + Math.max(LOOK_EVERY_NANOS, REST * (ended - began));
            }
        }
    }

    private Status read(Records<? super T> out, int atMost, boolean looking) throws IOException {
        if (reader == null && !begin(out)) {
            return bounded ? Status.END : Status.EMPTY;
        }
        Status status;
        try {
            status = readFile(out, atMost);
            if (status == Status.END) {
                status = looking ? atEnd(out, atMost) : Status.EMPTY;
            }
        } catch (CutBackException e) {
            putDown();
            return Status.MORE;
        }
        if (status == Status.EMPTY && !begun) {
            putDown();
        }
        return status;
    }

    private Status readFile(Records<? super T> out, int atMost) throws IOException {
        FileReader<T> from = reader;
        if (from == null) {
            return Status.END;
        }
        if (begun) {
            return from.read(out, atMost);
        }
        Noticed<T> noticed = new Noticed<>(out);
        try {
            return from.read(noticed, atMost);
        } finally {
            begun = noticed.any;
        }
    }

    /** Records that notice whether there are any. */
    private static final class Noticed<T> implements Records<T> {
        private final Records<? super T> out;
        private boolean any;

        Noticed(Records<? super T> out) {
            this.out = out;
        }

        @Override
        public void add(T value) {
            any = true;
            out.add(value);
        }

        @Override
        public void add(T value, long timestamp) {
            any = true;
            out.add(value, timestamp);
        }

        @Override
        public void unreadable(String origin, Object raw, String reason, @Nullable Exception cause) {
            any = true;
            out.unreadable(origin, raw, reason, cause);
        }
    }

    /** Closes the file for now. */
    private void putDown() throws IOException {
        place = here();
        letGo();
    }

    private boolean isTimeToLook() {
        return bounded || finishing || moving || System.nanoTime() - nextLookNanos >= 0;
    }

    // ---- at the end of a file -------------------------------------------------------------------------------------

    private Status atEnd(Records<? super T> out, int atMost) throws IOException {
        Found current = file;
        if (current == null || reader == null) {
            return Status.EMPTY;
        }
        Found next = files.after(current, this::isHere);
        if (next == null && !bounded) {
            return Status.EMPTY;
        }
        if (!finishing) {
            finishing = true;
            reader.finish();
            if (readFile(out, atMost) == Status.MORE || !bounded) {
                return Status
                        .MORE; // what has come meanwhile; and a second look, since files may have been renamed during
                // this one
            }
        }
        return next == null ? Status.END : goOnWith(next);
    }

    /** Goes on with another file, which is looked for at once: it may have another name by then. */
    private Status goOnWith(Found next) throws IOException {
        letGo();
        place = Place.beginning(next);
        moving = true;
        return Status.MORE;
    }

    // ---- finding a file -------------------------------------------------------------------------------------------

    private boolean begin(Records<? super T> out) throws IOException {
        Place from = place;
        if (from == null || from.mark().offset() == 0) {
            Found first = from == null ? files.first() : files.insteadOf(from.file());
            return first != null && begin(Place.beginning(first));
        }
        for (Found each : files.like(from.file())) {
            if (isAt(each, from) && begin(new Place(each, from.position()))) {
                return true;
            }
        }
        missed++;
        return (bounded || missed >= LOOKS_BEFORE_LOST) && beginBehind(from, out);
    }

    private boolean begin(Place from) throws IOException {
        FileReader<T> opened = open(from);
        if (opened == null) {
            return false;
        }
        use(from, opened);
        return true;
    }

    private void use(Place at, FileReader<T> opened) {
        missed = 0;
        file = at.file();
        reader = opened;
        begun = at.mark().offset() > 0;
        place = null;
    }

    /** Goes on with the file behind one that is not there any more. */
    private boolean beginBehind(Place from, Records<? super T> out) throws IOException {
        Found next = files.after(from.file().lost(), none -> false);
        if (next == null || !begin(Place.beginning(next))) {
            return false;
        }
        Mark mark = from.mark();
        out.unreadable(
                from.file().name() + ":" + (mark.lines() + 1),
                "",
                "what follows byte " + mark.offset()
                        + " of this file, if anything, is lost: the file is not there any more, or was cut"
                        + " back, and no other in " + files.directory().toAbsolutePath()
                        + " begins like it; reading went on with "
                        + next.name(),
                null);
        return true;
    }

    /** Opens a file; null if there is something else under its name, or too little in it to tell what it is. */
    private @Nullable FileReader<T> open(Place from) throws IOException {
        Found found = from.file();
        try {
            InputFile.Kind kind = InputFile.kind(found.path());
            if (kind == InputFile.Kind.UNKNOWN && !bounded && files.after(found, this::isHere) == null) {
                return null;
            }
            FileReader<T> opened = format.open(
                    new InputFile(found.path(), encoding, !bounded && kind != InputFile.Kind.PACKED),
                    from.mark().offset() == 0 ? null : from.position());
            if (found.isStillThere()) {
                return opened;
            }
            opened.close();
            return null;
        } catch (IOException e) {
            if (found.isStillThere()) {
                throw e;
            }
            return null;
        }
    }

    /** Returns whether a file has the content that was read up to now. */
    private boolean isHere(Found other) {
        Place here = here();
        return here != null && here.mark().offset() > 0 && isAt(other, here);
    }

    /** Returns whether a file has the content that was read up to a place. */
    private boolean isAt(Found other, Place from) {
        try (LineReader lines =
                LineReader.open(InputFile.of(other.path(), encoding), LineReader.DEFAULT_LIMIT, from.position())) {
            return lines.offset() == from.mark().offset();
        } catch (IOException e) {
            return false; // the bytes before are others, or cannot be read
        }
    }

    private @Nullable Place here() {
        if (file == null || reader == null) {
            return place;
        }
        return begun ? new Place(file, reader.position()) : Place.beginning(file);
    }

    @Override
    public Position position() {
        return Place.text(here(), files.directory());
    }

    private void letGo() throws IOException {
        if (reader != null) {
            reader.close();
        }
        reader = null;
        file = null;
        begun = false;
        finishing = false;
    }

    @Override
    public void close() throws IOException {
        letGo();
    }
}
