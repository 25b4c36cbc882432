// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.connector.file.input;

import io.leat.connector.Position;
import io.leat.connector.Records;
import io.leat.format.value.Unreadable;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.zip.CRC32;
import org.jspecify.annotations.Nullable;

/**
 * The lines of a file as ranges of one buffer: no line is copied.
 *
 * <p>{@link #next} moves to a line, {@link #extend} adds the following one to it (a CSV record may span lines), and
 * {@link #retract} takes back what was added. Lines end with LF or CR LF; the last one may lack it. A line or record longer
 * than the limit is never held in memory.
 *
 * <p>A position has the checksum of the bytes before it, so that a file is noticed that was changed since.
 *
 * <p>Of a file that may {@linkplain InputFile#growing grow} a line is taken once its newline is there; {@link #next} returns false
 * until then, and may be called again.
 *
 * <p>Invariant <i>window</i>: {@code 0 <= start <= end <= next <= filled <= buffer.length}; bytes before start are done with. Invariant
 * <i>tail</i>: the buffer begins at most {@code TAIL} bytes before next, or at the beginning of the file.
 */
public final class LineReader implements Closeable {
    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long LOW_BITS = 0x0101010101010101L;
    private static final long HIGH_BITS = 0x8080808080808080L;
    static final int DEFAULT_LIMIT = 16 << 20;
    private static final int MAX_LIMIT = 256 << 20;
    private static final int FIRST_BUFFER = 1 << 16;
    private static final int KEPT_OF_TOO_LONG = 1024;
    private static final int SHOWN_BEFORE_ERROR = 20;
    private static final int NONE = -1;
    /** How many bytes before a position tell whether the file is still the same. */
    private static final int TAIL = 1 << 10;

    private final InputFile file;
    private final InputStream in;
    private final int maxBytes;
    private byte[] buffer = new byte[FIRST_BUFFER];
    /** Where buffer[0] is in the content of the file. */
    private long base;

    private int start;
    private int end;
    private int next;
    private int filled;
    private boolean ended;
    /** The number of the last line of the range; the first line is 1. */
    private long line;

    private long firstLine;
    private int firstEnd;
    private int firstNext;
    /** Where the last line of the range begins, counted from start. */
    private int last;

    private long highBits;
    private byte @Nullable [] tooLong;
    /** How the last line begins that was too long; empty behind a restart in its middle. */
    private byte[] beginning = new byte[0];

    /** Whether somebody may append to the file. */
    private boolean growing;
    /** Whether the rest of a line that is too long has yet to come, and is passed over. */
    private boolean skipping;
    /** Whether the range could be extended once the file has grown. */
    private boolean awaiting;

    private LineReader(InputFile file, InputStream in, int maxBytes, long offset, long line) {
        this.file = file;
        this.in = in;
        this.maxBytes = maxBytes;
        this.base = offset;
        this.line = line;
        this.growing = file.growing();
    }

    /**
     * Returns a limit to the length of a line.
     *
     * @throws IllegalArgumentException unless it is from 1 byte to 256 MiB
     */
    static int checkedLimit(int bytes) {
        if (bytes < 1 || bytes > MAX_LIMIT) {
            throw new IllegalArgumentException(
                    "a limit of " + bytes + " bytes a line: give one from 1 to " + MAX_LIMIT + " (256 MiB)");
        }
        return bytes;
    }

    /**
     * Opens a file at its beginning, or at a position that a reader of it gave.
     *
     * @throws IOException also if the file was changed since, as far as that can be told
     */
    public static LineReader open(InputFile file, int maxBytes, @Nullable Position from) throws IOException {
        Mark mark = from == null ? Mark.BEGINNING : Mark.of(from);
        int tail = (int) Math.min(TAIL, mark.offset());
        LineReader lines =
                new LineReader(file, file.open(mark.offset() - tail), maxBytes, mark.offset() - tail, mark.lines());
        lines.skipping = mark.skipping();
        try {
            lines.pass(tail, mark);
            return lines;
        } catch (IOException e) {
            lines.close();
            throw e;
        }
    }

    /** Passes over the bytes before a position. */
    private void pass(int tail, Mark mark) throws IOException {
        while (filled < tail && !ended) {
            fill();
        }
        if (filled < tail) {
            throw file.changed("ends before byte " + mark.offset() + ", up to which it was read");
        }
        start = tail;
        end = tail;
        next = tail;
        if (!checksum().equals(mark.checksum())) {
            throw file.changed(
                    "is not the file that was read up to byte " + mark.offset() + ": the bytes before that are others");
        }
        if (tail > 0 && buffer[tail - 1] != '\n' && !growing && !skipping) {
            requireEnd(mark.offset());
        }
    }

    private void requireEnd(long offset) throws IOException {
        int before = next;
        while (filled == before && !ended) {
            fill();
        }
        if (filled > before) {
            throw file.changed(
                    "has grown behind byte " + offset + ", in the middle of a line that was read as the last one");
        }
    }

    private String checksum() {
        CRC32 checksum = new CRC32();
        int tail = (int) Math.min(TAIL, offset());
        checksum.update(buffer, next - tail, tail);
        return "%08x".formatted(checksum.getValue());
    }

    /** Takes the file for complete: what is at its end is the last line. */
    public void finish() {
        growing = false;
        ended = false;
    }

    /** Moves to the next line. Returns false at the end of the file, or if it grows and has no line more as yet. */
    public boolean next() throws IOException {
        begin();
        int newline = skipping ? NONE : findNewline();
        if (newline == NONE ? !skipLine() : isNoLine(newline)) {
            end = start;
            return false;
        }
        if (newline != NONE) {
            take(newline);
        }
        line++;
        firstLine = line;
        firstEnd = end - start;
        firstNext = next - start;
        if (base + start == 0) {
            skipByteOrderMark();
        }
        return true;
    }

    private void begin() {
        start = next;
        last = 0;
        highBits = 0;
        tooLong = null;
        awaiting = false;
        ended &= !growing;
    }

    /** Returns whether there is nothing before the end of the file, or nothing complete. */
    private boolean isNoLine(int newline) {
        return newline == filled && (growing || newline == next);
    }

    /** Adds the following line to this one. Returns false, and adds nothing, if there is none or it would be too long. */
    public boolean extend() throws IOException {
        int newline = findNewline();
        if (newline == NONE || isNoLine(newline)) {
            awaiting = growing && newline != NONE;
            return false;
        }
        last = next - start;
        take(newline);
        line++;
        return true;
    }

    /** Returns whether the line that {@link #extend} has not added may come yet. */
    public boolean isAwaiting() {
        return awaiting;
    }

    /** Goes back to before the range, which is read again by {@link #next}. */
    public void goBack() {
        next = start;
        end = start;
        line = firstLine - 1;
    }

    /** Takes back all lines that were added to the first. */
    public void retract() {
        end = start + firstEnd;
        next = start + firstNext;
        line = firstLine;
    }

    private void take(int newline) {
        end = newline > next && buffer[newline - 1] == '\r' ? newline - 1 : newline;
        next = Math.min(newline + 1, filled);
    }

    private void skipByteOrderMark() {
        if (end - start >= 3
                && buffer[start] == (byte) 0xef
                && buffer[start + 1] == (byte) 0xbb
                && buffer[start + 2] == (byte) 0xbf) {
            start += 3;
            firstEnd -= 3;
            firstNext -= 3;
        }
    }

    /** Finds the end of the line that begins at {@code next}: a newline or the end of the file, or NONE if it is too far. */
    private int findNewline() throws IOException {
        int done = next - start;
        while (true) {
            int found = scan(start + done);
            done = found - start;
            if (done > maxBytes) {
                return NONE;
            }
            if (found < filled || ended) {
                return found;
            }
            fill();
        }
    }

    /** Returns the next newline or {@code filled}; eight bytes at a time, and on the way sees what is not ASCII. */
    private int scan(int from) {
        byte[] bytes = buffer;
        int at = from;
        long high = highBits;
        for (int last = filled - Long.BYTES; at <= last; at += Long.BYTES) {
            long word = (long) LONGS.get(bytes, at);
            long zeroAtNewline = word ^ ('\n' * LOW_BITS);
            long hit = (zeroAtNewline - LOW_BITS) & ~zeroAtNewline & HIGH_BITS;
            if (hit != 0) {
                highBits = high | (word & ((hit & -hit) - 1) & HIGH_BITS);
                return at + (Long.numberOfTrailingZeros(hit) >>> 3);
            }
            high |= word & HIGH_BITS;
        }
        while (at < filled && bytes[at] != '\n') {
            high |= bytes[at++] & 0x80;
        }
        highBits = high;
        return at;
    }

    private void fill() throws IOException {
        if (filled == buffer.length) {
            makeRoom();
        }
        int n = read();
        ended = n < 0;
        filled += Math.max(0, n);
    }

    private void makeRoom() {
        int from = Math.max(0, start - TAIL);
        byte[] to = from < buffer.length / 2 ? new byte[2 * buffer.length] : buffer;
        System.arraycopy(buffer, from, to, 0, filled - from);
        buffer = to;
        base += from;
        filled -= from;
        next -= from;
        end -= from;
        start -= from;
    }

    private int read() throws IOException {
        try {
            return in.read(buffer, filled, buffer.length - filled);
        } catch (CutBackException e) {
            throw e;
        } catch (IOException e) {
            throw file.failed("cannot be read behind line " + line, e);
        }
    }

    /** Passes over a line that is too long. Returns false if its end has yet to come. */
    private boolean skipLine() throws IOException {
        if (!skipping) {
            keepBeginning();
        }
        tooLong = beginning;
        int newline = scan(start);
        while (newline == filled && !ended) {
            start = filled;
            next = filled;
            end = filled;
            fill();
            newline = scan(next);
        }
        start = newline;
        end = newline;
        next = Math.min(newline + 1, filled);
        skipping = growing && newline == filled;
        return !skipping;
    }

    private void keepBeginning() {
        int last = Math.min(filled, start + KEPT_OF_TOO_LONG);
        int behind = start;
        while (behind < last && buffer[behind] != '\n') {
            behind++;
        }
        beginning = Arrays.copyOfRange(buffer, start, behind);
    }

    public byte[] buffer() {
        return buffer;
    }

    public int start() {
        return start;
    }

    public int length() {
        return end - start;
    }

    /** Returns the number of the first line of the range. */
    public long line() {
        return firstLine;
    }

    /**
     * Throws unless the line can be looked at: its range is empty if it is too long.
     *
     * @throws Unreadable if it is longer than the limit
     */
    public void requireNotTooLong() throws Unreadable {
        if (tooLong != null) {
            throw new Unreadable("longer than the limit of " + maxBytes + " bytes; raise it with maxLineBytes(…)");
        }
    }

    public boolean isBlank() {
        int at = start;
        while (at < end && (buffer[at] == ' ' || buffer[at] == '\t' || buffer[at] == '\r')) {
            at++;
        }
        return at == end;
    }

    /** Returns whether there is nothing but ASCII in the range. */
    public boolean isAscii() {
        return highBits == 0;
    }

    /** Returns whether the first character of the range is this one. */
    public boolean beginsWith(char character) {
        return character < 0x80
                ? start < end && buffer[start] == character
                : text().startsWith(String.valueOf(character));
    }

    /**
     * Throws unless the range is well-formed UTF-8.
     *
     * @throws Unreadable if it is not
     */
    public void requireUtf8() throws Unreadable {
        if (highBits != 0 && strictText() == null) {
            throw new Unreadable(
                    "not " + file.encodingName() + " text; near " + Unreadable.quoted(text().substring(firstBad())));
        }
    }

    private int firstBad() {
        return Math.max(0, text().indexOf('\uFFFD') - SHOWN_BEFORE_ERROR);
    }

    /** Returns the range as text; what is not UTF-8 in it becomes U+FFFD. */
    public String text() {
        return text(0, end - start);
    }

    /** Returns a part of the range as text, in the same way. */
    String text(int from, int to) {
        return new String(buffer, start + from, to - from, StandardCharsets.UTF_8);
    }

    /** Returns the line that was added last as text, in the same way. */
    public String lastLine() {
        return text(last, end - start);
    }

    /**
     * Hands out the range as one that cannot be read.
     *
     * @param part what the format calls a part of it: a field, a column
     */
    public void unreadable(Records<?> out, String part, Unreadable e) {
        out.unreadable(origin(), raw(), e.reason(part), e);
    }

    /** Returns the range for a dead letter: as text, or as bytes if it is not UTF-8; only the beginning of a long line. */
    private Object raw() {
        if (tooLong != null) {
            return new String(tooLong, StandardCharsets.UTF_8);
        }
        String text = strictText();
        return text == null ? Arrays.copyOfRange(buffer, start, end) : text;
    }

    private @Nullable String strictText() {
        String text = text();
        if (text.indexOf('\uFFFD') < 0) {
            return text;
        }
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(buffer, start, end - start))
                    .toString();
        } catch (CharacterCodingException e) {
            return null;
        }
    }

    /** Returns the byte behind the range, its line end included, in the content of the file. */
    public long offset() {
        return base + next;
    }

    /** Returns the position behind the range. */
    public Position position() {
        return new Position(offset() + ":" + line + ":" + checksum() + (skipping ? "+" : ""));
    }

    /** Returns the name of the first line of the range, such as {@code calls.jsonl:17}. */
    public String origin() {
        return file.origin(firstLine);
    }

    /** Returns whether somebody may append to the file. */
    public boolean isGrowing() {
        return growing;
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
