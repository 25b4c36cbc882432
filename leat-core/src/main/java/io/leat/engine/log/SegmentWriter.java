// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.engine.log;

import io.leat.engine.disk.Disk;
import io.leat.engine.disk.DiskOutput;
import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Writes the last segment of a log. What it has written can be read when it is {@link #publish published}. One thread at a time. */
final class SegmentWriter implements Closeable {
    private final Segment segment;
    private final DiskOutput out;
    private final List<Written> unread = new ArrayList<>();
    private long forced;

    /** A frame, and where it is. */
    private record Written(Frame.Content frame, long offset, long end) {}

    private SegmentWriter(Segment segment, DiskOutput out) {
        this.segment = segment;
        this.out = out;
        this.forced = out.length();
    }

    /** Begins a segment: it is on the disk, and will be found, when this returns. */
    static SegmentWriter create(Disk disk, String log, long firstIndex, long lastArrivalMs) throws IOException {
        String file = SegmentHeader.file(firstIndex);
        byte[] header = SegmentHeader.bytes(log, firstIndex);
        DiskOutput out = disk.create(file);
        try {
            out.write(header, 0, header.length);
            out.force();
            disk.sync();
            return new SegmentWriter(Segment.empty(disk, file, header.length, lastArrivalMs), out);
        } catch (IOException e) {
            closeBecauseOf(e, out);
            throw e;
        }
    }

    /** Goes on with a segment: what is in the file behind that is gone when this returns. */
    static SegmentWriter resume(Disk disk, Segment segment) throws IOException {
        DiskOutput out = disk.append(segment.file(), segment.extent().length());
        try {
            out.force(); // before something new stands there, and because what was read may not have been
            return new SegmentWriter(segment, out);
        } catch (IOException e) {
            closeBecauseOf(e, out);
            throw e;
        }
    }

    private static void closeBecauseOf(IOException failure, DiskOutput out) {
        try {
            out.close();
        } catch (IOException e) {
            failure.addSuppressed(e);
        }
    }

    Segment segment() {
        return segment;
    }

    void write(Frame frame) throws IOException {
        long offset = out.length();
        frame.seal(offset, forced);
        out.write(frame.bytes, 0, frame.bytes.length);
        unread.add(new Written(frame.content, offset, out.length()));
    }

    void force() throws IOException {
        if (!isForced()) {
            out.force();
            forced = out.length();
        }
    }

    boolean isForced() {
        return forced == out.length();
    }

    long length() {
        return out.length();
    }

    /** Lets everything written be read. */
    void publish() {
        unread.forEach(written -> segment.add(written.frame(), written.offset(), written.end()));
        unread.clear();
    }

    /** Forces everything, lets it be read, and ends the file as that of a full segment. */
    void finish() throws IOException {
        force();
        publish();
        byte[] footer = segment.footer(forced);
        out.write(footer, 0, footer.length);
        out.force();
        segment.fulled();
        out.close();
    }

    @Override
    public void close() throws IOException {
        out.close();
    }
}
