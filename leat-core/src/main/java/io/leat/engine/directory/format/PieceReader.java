// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.engine.directory.format;

import io.leat.engine.disk.Disk;
import java.io.Closeable;
import java.io.IOException;
import java.util.Arrays;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;

/**
 * Reads pieces. It keeps the files open that it has read from, the last {@value #MAX_FILES}, so that they can be read on when they
 * have been deleted. One thread at a time.
 */
public final class PieceReader implements Closeable {
    /** What gets the body of a piece. */
    @FunctionalInterface
    public interface Visitor {
        /** Called with bytes that are the visitor's to keep, not to change. */
        void visit(byte[] bytes, int offset, int length) throws IOException;
    }

    /** How many files are open at most. A process may have 1,024, if nobody has allowed it more. */
    private static final int MAX_FILES = 200;

    private final Disk disk;
    private final UUID run;
    /** Those read from last come last. */
    private final Map<FileRef, FrameReader> files = new LinkedHashMap<>(16, 0.75f, true);

    public PieceReader(Disk disk, UUID run) {
        this.disk = disk;
        this.run = run;
    }

    /** Opens the file, if it is not. */
    public FrameReader file(FileRef file) throws IOException {
        FrameReader reader = files.get(file);
        if (reader == null) {
            if (files.size() == MAX_FILES) {
                closeEldest();
            }
            reader = FrameReader.open(disk, new FileHeader(file.kind(), run, file.number()));
            files.put(file, reader);
        }
        return reader;
    }

    private void closeEldest() throws IOException {
        Iterator<FrameReader> eldest = files.values().iterator();
        FrameReader reader = eldest.next();
        eldest.remove();
        reader.close();
    }

    /** Hands the body of a piece to a visitor. */
    public void visit(Piece piece, Visitor visitor) throws IOException {
        FrameReader file = file(piece.file());
        byte[] payload = file.read(piece.at());
        int body = piece.body(payload);
        if (body < 0) {
            throw file.damaged(piece.at(), "not the piece that the index has there");
        }
        visitor.visit(payload, body, payload.length - body);
    }

    /** Returns the body of a piece. */
    public byte[] read(Piece piece) throws IOException {
        byte[][] read = new byte[1][];
        visit(piece, (bytes, offset, length) -> read[0] = Arrays.copyOfRange(bytes, offset, offset + length));
        return read[0];
    }

    /** Returns the content that a chunk has. */
    public Piece contentOf(Chunk chunk) throws IOException {
        for (Piece piece : chunk.pieces()) {
            if (piece.type() == Piece.CONTENT) {
                return piece;
            }
        }
        throw file(chunk.file()).damaged(chunk.index(), "the epoch has no content");
    }

    @Override
    public void close() throws IOException {
        for (FrameReader file : files.values()) {
            file.close();
        }
        files.clear();
    }
}
