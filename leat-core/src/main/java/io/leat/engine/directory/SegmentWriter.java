// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.engine.directory;

import io.leat.engine.directory.format.Chunk;
import io.leat.engine.directory.format.ChunkWriter;
import io.leat.engine.directory.format.FileHeader;
import io.leat.engine.directory.format.FileKind;
import io.leat.engine.directory.format.FileRef;
import io.leat.engine.directory.format.FrameWriter;
import io.leat.engine.disk.Disk;
import java.io.Closeable;
import java.io.IOException;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Appends epochs to the last segment, and begins the next one when that is full. One thread at a time. */
final class SegmentWriter implements Closeable {
    private static final int BUFFER = 1 << 18;

    private final Disk disk;
    private final UUID run;
    private @Nullable FrameWriter out;
    private @Nullable FileRef file;

    SegmentWriter(Disk disk, UUID run) {
        this.disk = disk;
        this.run = run;
    }

    /** Goes on behind a chunk, the last of the last segment, and cuts what follows. */
    void resume(Chunk chunk) throws IOException {
        file = chunk.file();
        out = FrameWriter.resume(disk.append(file.name(), chunk.end()), header(file), BUFFER);
        out.force();
    }

    /** Returns the segment that is appended to. */
    @Nullable
    FileRef file() {
        return file;
    }

    /** Returns whether a segment has to be begun before the next epoch. */
    boolean isFull(long bytes) {
        return out == null || out.position() >= bytes;
    }

    /** Begins a segment. */
    void begin(long number) throws IOException {
        close();
        file = new FileRef(FileKind.SEGMENT, number);
        out = FrameWriter.begin(disk.create(file.name()), header(file), BUFFER);
        disk.sync();
    }

    private FileHeader header(FileRef ref) {
        return new FileHeader(ref.kind(), run, ref.number());
    }

    /** Appends an epoch and returns when it is on the disk. */
    Chunk write(EpochData epoch) throws IOException {
        if (out == null || file == null) {
            throw new IllegalStateException("no segment has been begun");
        }
        ChunkWriter chunk = new ChunkWriter(out, file, epoch.number());
        chunk.content(epoch.content());
        for (Map.Entry<String, byte[]> results : epoch.results().entrySet()) {
            chunk.results(results.getKey(), results.getValue());
        }
        for (Changes changes : epoch.changes()) {
            if (changes.length() > 0) {
                chunk.state(changes.step(), changes.group(), changes.bytes(), 0, changes.length());
            }
        }
        Chunk written = chunk.finish(epoch.sealedAtMs(), epoch.last());
        out.force();
        return written;
    }

    /** Ends the segment: the next epoch needs another one. */
    @Override
    public void close() throws IOException {
        if (out != null) {
            out.close();
            out = null;
            file = null;
        }
    }
}
