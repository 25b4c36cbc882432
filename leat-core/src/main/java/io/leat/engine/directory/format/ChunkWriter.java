// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.engine.directory.format;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Appends a chunk to a file. */
public final class ChunkWriter {
    private final FrameWriter out;
    private final FileRef file;
    private final long epoch;
    private final long start;
    private final List<Piece> pieces = new ArrayList<>();

    public ChunkWriter(FrameWriter out, FileRef file, long epoch) {
        this.out = out;
        this.file = file;
        this.epoch = epoch;
        this.start = out.position();
    }

    public void content(byte[] content) throws IOException {
        piece(Piece.CONTENT, "", 0, content, 0, content.length);
    }

    public void results(String step, byte[] results) throws IOException {
        piece(Piece.RESULTS, step, 0, results, 0, results.length);
    }

    public void state(String step, int group, byte[] operations, int offset, int length) throws IOException {
        piece(Piece.STATE, step, group, operations, offset, length);
    }

    private void piece(byte type, String step, int group, byte[] body, int offset, int length) throws IOException {
        byte[] head = Piece.head(type, step, group);
        pieces.add(new Piece(epoch, file, type, step, group, out.position(), Math.addExact(head.length, length)));
        out.frame(head, body, offset, length);
    }

    /** Appends the index. */
    public Chunk finish(long sealedAtMs, boolean last) throws IOException {
        long index = out.position();
        Chunk open = new Chunk(file, epoch, sealedAtMs, last, start, index, index, pieces);
        out.frame(open.encode());
        return new Chunk(file, epoch, sealedAtMs, last, start, index, out.position(), List.copyOf(pieces));
    }
}
