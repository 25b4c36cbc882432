// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.engine.directory;

import io.leat.engine.disk.Disk;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Looks for epochs in what follows the last sealed one, and in files that the manifest does not name.
 *
 * <p>An epoch is written before the manifest tells of it, and no other before it has. So a crash leaves at most one such, the next.
 * More of them, or a later one, prove that the manifest has lost its end.
 */
final class TailSearch {
    private static final int BLOCK = 1 << 16;

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
        try (FrameReader file = open(new FileRef(kind, number))) {
            if (kind == FileKind.SEGMENT) {
                return search(file, FileHeader.LENGTH);
            }
            Chunk base = base(file);
            if (base != null && base.epoch() > last) {
                throw lost(base);
            }
            return null;
        } catch (HeaderLost e) {
            return null;
        }
    }

    private FrameReader open(FileRef file) throws IOException {
        FileHeader header =
                new FileHeader(file.kind(), opening.manifest().header().run(), file.number());
        try {
            return FrameReader.open(disk, header);
        } catch (DamagedDirectoryException e) {
            throw new HeaderLost(e);
        }
    }

    /** A file that does not count has no whole header: it was being made when the crash came. */
    private static final class HeaderLost extends IOException {
        private static final long serialVersionUID = 1L;

        HeaderLost(DamagedDirectoryException cause) {
            super(cause.getMessage(), cause);
        }
    }

    private @Nullable Chunk search(FrameReader file, long from) throws IOException {
        Chunk pending = null;
        for (long index : marks(file, from)) {
            Chunk chunk = chunk(file, index);
            if (chunk != null && chunk.epoch() > last + 1) {
                throw lost(chunk);
            }
            if (chunk != null && chunk.epoch() == last + 1 && chunk.start() == from && isWhole(file, chunk)) {
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

    /** Returns where frames may begin whose payload begins with the mark of an index. */
    private static List<Long> marks(FrameReader file, long from) throws IOException {
        List<Long> marks = new ArrayList<>();
        int overlap = Chunk.MARK.length - 1;
        for (long at = from; at < file.length() - overlap; at += BLOCK - overlap) {
            byte[] block = new byte[(int) Math.min(BLOCK, file.length() - at)];
            file.bytes(at, block);
            for (int i = 0; i <= block.length - Chunk.MARK.length; i++) {
                if (isMark(block, i) && at + i >= from + FrameSum.OVERHEAD) {
                    marks.add(at + i - FrameSum.OVERHEAD);
                }
            }
        }
        return marks;
    }

    private static boolean isMark(byte[] block, int at) {
        for (int i = 0; i < Chunk.MARK.length; i++) {
            if (block[at + i] != Chunk.MARK[i]) {
                return false;
            }
        }
        return true;
    }

    private static @Nullable Chunk chunk(FrameReader file, long index) throws IOException {
        return file.tryToRead(index) == null ? null : Chunk.read(file, index);
    }

    private static boolean isWhole(FrameReader file, Chunk chunk) throws IOException {
        for (Piece piece : chunk.pieces()) {
            byte[] payload = file.tryToRead(piece.at());
            if (payload == null || piece.body(payload) < 0) {
                return false;
            }
        }
        return true;
    }

    /** Returns the chunk of a base that may be complete: its index is the last frame. */
    private static @Nullable Chunk base(FrameReader file) throws IOException {
        long at = FileHeader.LENGTH;
        long next = file.next(at);
        while (next > 0 && next < file.length()) {
            at = next;
            next = file.next(at);
        }
        return next == file.length() ? chunk(file, at) : null;
    }
}
