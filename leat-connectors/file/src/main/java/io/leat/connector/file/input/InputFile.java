// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.connector.file.input;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.PushbackInputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * A file to read: opened at any byte of its content, which is what it holds once it is unpacked and is UTF-8. Errors name it.
 *
 * @param encoding null for UTF-8, or UTF-16 where a byte order mark says so
 * @param growing whether somebody may be appending to it
 */
public record InputFile(Path path, @Nullable Charset encoding, boolean growing) {
    private static final int LONGEST_MAGIC = 4;
    /** How gzip, zstd and the marks of UTF-16 begin. */
    private static final String MAYBE_MORE_THAN_TEXT = "\u001f(\u00ff\u00fe";

    /** Returns a file that is complete. */
    static InputFile of(Path path, @Nullable Charset encoding) {
        return new InputFile(path, encoding, false);
    }

    /**
     * Checks that there is something to read.
     *
     * @throws FileNotFoundException if there is not, with the cure
     */
    static void checkThere(Path path) throws FileNotFoundException {
        if (!Files.exists(path)) {
            throw new FileNotFoundException("there is no file " + path + " (that is " + path.toAbsolutePath()
                    + "); give a path that exists, relative to the directory the program runs in, or absolute");
        }
    }

    /** Returns the name of a line, such as {@code calls.jsonl:17}. */
    public String origin(long line) {
        return path.getFileName() + ":" + line;
    }

    /** Returns what its text is called in messages. */
    String encodingName() {
        return encoding == null ? "UTF-8" : encoding.name();
    }

    /** What a file is, as far as its beginning tells. */
    enum Kind {
        PLAIN,
        PACKED,
        /** There is too little as yet. */
        UNKNOWN
    }

    /** Returns what a file is. */
    static Kind kind(Path path) throws IOException {
        byte[] start;
        try (InputStream in = Files.newInputStream(path)) {
            start = in.readNBytes(LONGEST_MAGIC);
        }
        if (start.length == LONGEST_MAGIC) {
            boolean packed = GzipInput.begins(start, LONGEST_MAGIC) || ZstdInput.begins(start, LONGEST_MAGIC);
            return packed ? Kind.PACKED : Kind.PLAIN;
        }
        return start.length == 0 || MAYBE_MORE_THAN_TEXT.indexOf(start[0] & 0xff) >= 0 ? Kind.UNKNOWN : Kind.PLAIN;
    }

    /** Opens the content without its first {@code offset} bytes. */
    @SuppressWarnings("MustBeClosed") // the caller closes it
    InputStream open(long offset) throws IOException {
        InputStream in = content();
        try {
            if (skip(in, offset)) {
                return in;
            }
        } catch (IOException e) {
            in.close();
            throw failed("cannot be read from byte " + offset + " on, where reading stopped before", e);
        }
        in.close();
        throw changed("ends before byte " + offset + ", up to which it was read");
    }

    private static boolean skip(InputStream in, long bytes) throws IOException {
        long left = bytes;
        while (left > 0) {
            long skipped = in.skip(left);
            if (skipped == 0 && in.read() < 0) {
                return false;
            }
            left -= Math.max(1, skipped);
        }
        return true;
    }

    private InputStream content() throws IOException {
        InputStream file = growing ? new GrowingInput(path) : Files.newInputStream(path);
        try {
            return decoded(unpacked(file));
        } catch (IOException e) {
            file.close();
            throw failed("cannot be read", e);
        }
    }

    private static InputStream unpacked(InputStream file) throws IOException {
        byte[] start = new byte[LONGEST_MAGIC];
        int length = file.readNBytes(start, 0, LONGEST_MAGIC);
        InputStream whole = putBack(file, start, length);
        if (GzipInput.begins(start, length)) {
            return new GzipInput(whole);
        }
        return ZstdInput.begins(start, length) ? new ZstdInput(whole) : whole;
    }

    private InputStream decoded(InputStream content) throws IOException {
        if (encoding != null) {
            return encoding.equals(StandardCharsets.UTF_8) ? content : new TextInput(content, encoding, growing);
        }
        byte[] mark = new byte[2];
        int length = content.readNBytes(mark, 0, 2);
        InputStream whole = putBack(content, mark, length);
        Charset told = length < 2 ? null : markedBy(mark);
        return told == null ? whole : new TextInput(whole, told, growing);
    }

    /** Returns the encoding with this mark; in UTF-8 these bytes are no text. */
    private static @Nullable Charset markedBy(byte[] start) {
        if (start[0] == (byte) 0xff && start[1] == (byte) 0xfe) {
            return StandardCharsets.UTF_16LE;
        }
        return start[0] == (byte) 0xfe && start[1] == (byte) 0xff ? StandardCharsets.UTF_16BE : null;
    }

    private static InputStream putBack(InputStream in, byte[] start, int length) throws IOException {
        if (in instanceof GrowingInput file) {
            file.goBack(length); // and it is looked at again, should it be cut back meanwhile
            return file;
        }
        PushbackInputStream whole = new PushbackInputStream(in, start.length);
        whole.unread(start, 0, length);
        return whole;
    }

    /** Returns an exception that names the file. */
    IOException failed(String what, IOException cause) {
        return new IOException(path + " " + what + ": " + cause.getMessage(), cause);
    }

    /** Returns an exception for a file that is not as it was when it was read. */
    IOException changed(String how) {
        return new ChangedException(path + " " + how
                + ". It was changed or replaced since: put it back as it was, or start the job from the"
                + " beginning, in another directory; a file must be complete before it is read");
    }
}
