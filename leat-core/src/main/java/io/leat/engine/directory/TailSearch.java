// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.engine.directory;

import io.leat.engine.directory.format.Chunk;
import io.leat.engine.directory.format.ChunkSearch;
import io.leat.engine.directory.format.DamagedDirectoryException;
import io.leat.engine.directory.format.FileHeader;
import io.leat.engine.directory.format.FileKind;
import io.leat.engine.directory.format.FileRef;
import io.leat.engine.directory.format.FrameReader;
import io.leat.engine.directory.format.Manifest;
import io.leat.engine.disk.Disk;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Looks for epochs in what follows the last sealed one, and in files that the manifest does not name.
 *
 * <p>An epoch is written before the manifest tells of it, and no other before it has. So a crash leaves at most one such, the next.
 * More of them, or a later one, prove that the manifest has lost its end.
 */
final class TailSearch {
    private final Disk disk;
    private final Opening opening;
    private final long last;

    TailSearch(Disk disk, Opening opening) {
        this.disk = disk;
        this.opening = opening;
        this.last = opening.catalog().lastEpoch();
    }

    /**
     * Returns the next epoch, if it is there as a whole.
     *
     * @throws DamagedDirectoryException if one is there that cannot have been begun before the manifest had the one before
     */
    @Nullable
    Chunk pending() throws IOException {
        Chunk pending = null;
        Chunk end = opening.lastOfSegments();
        if (end != null) {
            try (FrameReader file = open(end.file())) {
                pending = search(file, end.end());
            }
        }
        for (String name : opening.leftovers(disk)) {
            Chunk found = inLeftover(name);
            pending = found == null ? pending : found;
        }
        return pending;
    }

    private @Nullable Chunk inLeftover(String name) throws IOException {
        FileKind kind = FileKind.SEGMENT.numberOf(name) >= 0 ? FileKind.SEGMENT : FileKind.BASE;
        long number = kind.numberOf(name);
        if (number < 0) {
            return null;
        }
        FrameReader begun = openBegun(new FileRef(kind, number));
        if (begun == null) {
            return null;
        }
        try (FrameReader file = begun) {
            if (kind == FileKind.SEGMENT) {
                return search(file, FileHeader.LENGTH);
            }
            Chunk base = ChunkSearch.ofBase(file);
            if (base != null && base.epoch() > last) {
                throw lost(base);
            }
            return null;
        }
    }

    /** Returns null if the file has no whole header: it was being made when the crash came. */
    private @Nullable FrameReader openBegun(FileRef file) throws IOException {
        try {
            return open(file);
        } catch (DamagedDirectoryException e) {
            return null;
        }
    }

    private FrameReader open(FileRef file) throws IOException {
        return FrameReader.open(
                disk, new FileHeader(file.kind(), opening.manifest().header().run(), file.number()));
    }

    private @Nullable Chunk search(FrameReader file, long from) throws IOException {
        Chunk pending = null;
        for (Chunk chunk : ChunkSearch.behind(file, from)) {
            if (chunk.epoch() > last + 1) {
                throw lost(chunk);
            }
            if (chunk.epoch() == last + 1 && chunk.start() == from && ChunkSearch.isWhole(file, chunk)) {
                pending = chunk;
            }
        }
        return pending;
    }

    private DamagedDirectoryException lost(Chunk later) {
        return new DamagedDirectoryException(
                disk + "/" + Manifest.NAME,
                opening.manifest().end(),
                "it ends with epoch " + last + ", but " + later.file().name() + " has epoch " + later.epoch());
    }
}
