// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.engine.directory;

import io.leat.engine.directory.format.Chunk;
import io.leat.engine.directory.format.ChunkWriter;
import io.leat.engine.directory.format.FileHeader;
import io.leat.engine.directory.format.FileKind;
import io.leat.engine.directory.format.FileRef;
import io.leat.engine.directory.format.FrameWriter;
import io.leat.engine.directory.format.Piece;
import io.leat.engine.directory.format.PieceReader;
import io.leat.engine.disk.Disk;
import java.io.Closeable;
import java.io.IOException;
import java.util.Iterator;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A base in the making: the state of each key group is read, folded and written, bit by bit. What it reads does not change, so it
 * needs no lock. One thread at a time.
 */
final class Compaction implements Closeable {
    /** How many bytes are read at least in one step, if there are as many. */
    private static final long STEP_BYTES = 1 << 19;

    /** After how many bytes the file is forced: so that no seal has to wait until much of it is on the disk. */
    private static final long FORCE_BYTES = 8 << 20;

    private static final int RUN_BYTES = 1 << 20;
    private static final int BUFFER = 1 << 18;

    private final Disk disk;
    private final Source source;
    private final Iterator<List<Piece>> groups;
    private final PieceReader reader;
    private final Fold fold = new Fold();
    private final FrameWriter out;
    private final ChunkWriter chunk;
    private final long file;
    private long forcedAt;
    private @Nullable Chunk base;

    /**
     * What is to be compacted.
     *
     * @param last the chunk of the last epoch
     * @param content of that epoch
     * @param groups the pieces of each step and key group
     * @param changedBytes how many bytes the epochs since the base have
     */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Source(Chunk last, byte[] content, List<List<Piece>> groups, long changedBytes) {}

    Compaction(Disk disk, UUID run, long file, Source source) throws IOException {
        this.disk = disk;
        this.source = source;
        this.file = file;
        this.groups = source.groups.iterator();
        this.reader = new PieceReader(disk, run);
        FileRef ref = new FileRef(FileKind.BASE, file);
        this.out = FrameWriter.begin(disk.create(ref.name()), new FileHeader(FileKind.BASE, run, file), BUFFER);
        this.chunk = new ChunkWriter(out, ref, source.last.epoch());
    }

    /** Returns the name of the file. */
    String name() {
        return FileKind.BASE.fileName(file);
    }

    /** Returns how many bytes of changes the base takes the place of. */
    long changedBytes() {
        return source.changedBytes;
    }

    /** Does some work, and returns the base when it is complete and on the disk. */
    @Nullable
    Chunk step() throws IOException {
        if (out.position() - forcedAt > FORCE_BYTES) {
            out.force();
            forcedAt = out.position();
        } else if (groups.hasNext()) {
            for (long read = 0; read < STEP_BYTES && groups.hasNext(); ) {
                read += compact(groups.next());
            }
        } else if (base == null) {
            chunk.content(source.content);
            Chunk complete = chunk.finish(source.last.sealedAtMs(), source.last.last());
            out.force();
            disk.sync();
            base = complete;
        }
        return base;
    }

    private long compact(List<Piece> pieces) throws IOException {
        String step = pieces.get(0).step();
        int group = pieces.get(0).group();
        ChangesVisitor target = (bytes, offset, length) -> chunk.state(step, group, bytes, offset, length);
        long read = 0;
        if (pieces.stream().allMatch(piece -> piece.file().kind() == FileKind.BASE)) {
            for (Piece piece : pieces) {
                reader.visit(piece, target::visit);
                read += piece.length();
            }
            return read;
        }
        fold.clear();
        for (Piece piece : pieces) {
            fold.apply(piece, reader);
            read += piece.length();
        }
        fold.visit(target, RUN_BYTES);
        return read;
    }

    @Override
    public void close() throws IOException {
        reader.close();
        out.close();
    }
}
