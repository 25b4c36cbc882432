// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.engine.directory;

import io.leat.engine.disk.Disk;
import java.io.Closeable;
import java.io.IOException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;

/**
 * Reads pieces. It keeps the files open that it has read from, so that they can be read on when they have been deleted. One thread
 * at a time.
 */
final class PieceReader implements Closeable {
    private final Disk disk;
    private final UUID run;
    private final Map<FileRef, FrameReader> files = new HashMap<>();

    PieceReader(Disk disk, UUID run) {
        this.disk = disk;
        this.run = run;
    }

    /** Opens the file, if it is not. */
    FrameReader file(FileRef file) throws IOException {
        FrameReader reader = files.get(file);
        if (reader == null) {
            reader = FrameReader.open(disk, new FileHeader(file.kind(), run, file.number()));
            files.put(file, reader);
        }
        return reader;
    }

    /** Hands the body of a piece to a visitor. */
    void visit(Piece piece, ChangesVisitor visitor) throws IOException {
        FrameReader file = file(piece.file());
        byte[] payload = file.read(piece.at());
        int body = piece.body(payload);
        if (body < 0) {
            throw file.damaged(piece.at(), "not the piece that the index has there");
        }
        visitor.visit(payload, body, payload.length - body);
    }

    /** Returns the body of a piece. */
    byte[] read(Piece piece) throws IOException {
        byte[][] read = new byte[1][];
        visit(piece, (bytes, offset, length) -> read[0] = Arrays.copyOfRange(bytes, offset, offset + length));
        return read[0];
    }

    @Override
    public void close() throws IOException {
        for (FrameReader file : files.values()) {
            file.close();
        }
        files.clear();
    }
}
