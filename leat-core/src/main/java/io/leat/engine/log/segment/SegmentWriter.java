// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.engine.log.segment;

import io.leat.engine.disk.Disk;
import io.leat.engine.disk.DiskInput;
import io.leat.engine.disk.DiskOutput;
import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Writes the last segment of a log. What it has written can be read when it is {@link #publish published}. One thread at a time. */
public final class SegmentWriter implements Closeable {
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

    /**
     * Begins a segment: it is on the disk, and will be found, when this returns.
     *
     * @param schema what the events are, in words
     * @param before that of the segment before
     */
    public static SegmentWriter create(Disk disk, String log, String schema, Extent before) throws IOException {
        String file = SegmentHeader.file(before.endIndex());
        byte[] header = SegmentHeader.bytes(log, before.endIndex(), schema);
        DiskOutput out = disk.create(file);
        try {
            out.write(header, 0, header.length);
            out.force();
            disk.sync();
            SegmentHeader read = new SegmentHeader(schema, header.length);
            return new SegmentWriter(Segment.empty(disk, file, read, before.lastArrivalMs()), out);
        } catch (IOException e) {
            closeBecauseOf(e, out);
            throw e;
        }
    }

    /** Goes on with a segment: what is in the file behind that is gone when this returns. */
    public static SegmentWriter resume(Disk disk, Segment segment) throws IOException {
        DiskOutput out = disk.append(segment.file(), segment.extent().length());
        try {
            out.force(); // before something new stands there, and because what was read may not have been
            disk.sync(); // the name of the file may not have been either
            return new SegmentWriter(segment, out);
        } catch (IOException e) {
            closeBecauseOf(e, out);
            throw e;
        }
    }

    /** Forces a full segment: what a process that is gone has written last can be read, and still be lost. */
    public static void forceFull(Disk disk, Segment segment) throws IOException {
        long length;
        try (DiskInput in = disk.open(segment.file())) {
            length = in.length();
        }
        try (DiskOutput out = disk.append(segment.file(), length)) {
            out.force();
        }
    }

    private static void closeBecauseOf(IOException failure, DiskOutput out) {
        try {
            out.close();
        } catch (IOException e) {
            failure.addSuppressed(e);
        }
    }

    public Segment segment() {
        return segment;
    }

    public void write(Frame frame) throws IOException {
        long offset = out.length();
        frame.seal(offset, forced);
        out.write(frame.bytes, 0, frame.bytes.length);
        unread.add(new Written(frame.content, offset, out.length()));
    }

    public void force() throws IOException {
        if (!isForced()) {
            out.force();
            forced = out.length();
        }
    }

    boolean isForced() {
        return forced == out.length();
    }

    /** Returns whether events were written to it, and it has so many bytes or begins with an event that arrived before a time. */
    public boolean isFull(long bytes, long oldestMs) {
        return segment.extent().firstArrivalMs() < oldestMs || (out.length() >= bytes && hasEvents());
    }

    private boolean hasEvents() {
        return segment.extent().endIndex() > segment.firstIndex()
                || unread.stream().anyMatch(written -> written.frame().count() > 0);
    }

    /** Lets everything written be read. */
    public void publish() {
        unread.forEach(written -> segment.add(written.frame(), written.offset(), written.end()));
        unread.clear();
    }

    /** Forces everything, lets it be read, and ends the file as that of a full segment. */
    public void finish() throws IOException {
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
