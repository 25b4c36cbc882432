// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.engine.directory.format;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Finds chunks that nothing tells the place of. */
public final class ChunkSearch {
    private static final int BLOCK = 1 << 16;

    private ChunkSearch() {}

    /** Returns the chunks behind a place in a file that have a whole index. Their pieces need not be whole. */
    public static List<Chunk> behind(FrameReader file, long from) throws IOException {
        List<Chunk> chunks = new ArrayList<>();
        int overlap = Chunk.MARK.length - 1;
        for (long at = from; at < file.length() - overlap; at += BLOCK - overlap) {
            byte[] block = new byte[(int) Math.min(BLOCK, file.length() - at)];
            file.bytes(at, block);
            for (int i = 0; i <= block.length - Chunk.MARK.length; i++) {
                if (isMark(block, i) && at + i >= from + FrameSum.OVERHEAD) {
                    add(file, at + i - FrameSum.OVERHEAD, chunks);
                }
            }
        }
        return chunks;
    }

    private static boolean isMark(byte[] block, int at) {
        for (int i = 0; i < Chunk.MARK.length; i++) {
            if (block[at + i] != Chunk.MARK[i]) {
                return false;
            }
        }
        return true;
    }

    private static void add(FrameReader file, long index, List<Chunk> chunks) throws IOException {
        byte[] payload = file.tryToRead(index);
        if (payload != null && payload.length >= Chunk.MARK.length && isMark(payload, 0)) {
            chunks.add(Chunk.read(file, index));
        }
    }

    /** Returns whether every piece of a chunk is what the index says. */
    public static boolean isWhole(FrameReader file, Chunk chunk) throws IOException {
        for (Piece piece : chunk.pieces()) {
            byte[] payload = file.tryToRead(piece.at());
            if (payload == null || piece.body(payload) < 0) {
                return false;
            }
        }
        return true;
    }

    /** Returns the chunk of a base, if it was written to its end: its index is the last frame. */
    public static @Nullable Chunk ofBase(FrameReader file) throws IOException {
        long at = FileHeader.LENGTH;
        long next = file.next(at);
        while (next > 0 && next < file.length()) {
            at = next;
            next = file.next(at);
        }
        List<Chunk> found = new ArrayList<>();
        if (next == file.length()) {
            add(file, at, found);
        }
        return found.isEmpty() ? null : found.get(0);
    }
}
