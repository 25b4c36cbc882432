// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.engine.directory;

import io.leat.codec.CodecException;
import io.leat.engine.directory.format.Piece;
import io.leat.engine.directory.format.PieceReader;
import java.io.IOException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/** The state of one key group: what is left of operations when they have been applied. One thread at a time. */
final class Fold {
    private final Map<Space, Map<Key, Put>> spaces = new LinkedHashMap<>();

    /** What CLEAR clears. */
    private record Space(int kind, long namespace) {}

    /** A key, as a place in an array. */
    private record Key(byte[] bytes, int from, int to) {
        @Override
        public boolean equals(Object other) {
            return other instanceof Key key && Arrays.equals(bytes, from, to, key.bytes, key.from, key.to);
        }

        @Override
        public int hashCode() {
            int hash = 1;
            for (int i = from; i < to; i++) {
                hash = 31 * hash + bytes[i];
            }
            return hash;
        }
    }

    /** A whole PUT operation, as a place in an array. */
    private record Put(byte[] bytes, int from, int to) {}

    /**
     * Applies operations. The array is kept.
     *
     * @throws io.leat.codec.CodecException if they are none
     */
    void apply(byte[] bytes, int offset, int length) {
        ChangeReader in = new ChangeReader(bytes, offset, length);
        while (in.next()) {
            Space space = new Space(in.kind(), in.namespace());
            if (in.what() == ChangeWriter.CLEAR) {
                spaces.remove(space);
                continue;
            }
            Key key = new Key(bytes, in.keyAt(), in.keyAt() + in.keyLength());
            if (in.what() == ChangeWriter.PUT) {
                spaces.computeIfAbsent(space, fresh -> new LinkedHashMap<>())
                        .put(key, new Put(bytes, in.start(), in.end()));
            } else {
                remove(space, key);
            }
        }
    }

    private void remove(Space space, Key key) {
        Map<Key, Put> puts = spaces.get(space);
        if (puts != null && puts.remove(key) != null && puts.isEmpty()) {
            spaces.remove(space);
        }
    }

    /**
     * Reads operations and applies them.
     *
     * @throws io.leat.engine.directory.format.DamagedDirectoryException if they are none
     */
    void apply(Piece piece, PieceReader reader) throws IOException {
        try {
            reader.visit(piece, this::apply);
        } catch (CodecException e) {
            throw reader.file(piece.file()).damaged(piece.at(), "not operations on state, " + e.getMessage());
        }
    }

    /** Returns how many keys of a kind there are. */
    long size(int kind) {
        long size = 0;
        for (Map.Entry<Space, Map<Key, Put>> puts : spaces.entrySet()) {
            size += puts.getKey().kind == kind ? puts.getValue().size() : 0;
        }
        return size;
    }

    /** Returns how many keys there are. */
    long size() {
        return spaces.values().stream().mapToLong(Map::size).sum();
    }

    /**
     * Hands what is left, as PUT operations, to a visitor.
     *
     * @param runBytes about how many bytes at once
     */
    void visit(ChangesVisitor visitor, int runBytes) throws IOException {
        byte[] run = new byte[1 << 12];
        int size = 0;
        for (Map<Key, Put> puts : spaces.values()) {
            for (Put put : puts.values()) {
                int length = put.to - put.from;
                if (size > 0 && size + (long) length > runBytes) {
                    visitor.visit(run, 0, size);
                    run = new byte[run.length];
                    size = 0;
                }
                if (length > run.length - size) {
                    run = Arrays.copyOf(run, Math.max(2 * run.length, size + length));
                }
                System.arraycopy(put.bytes, put.from, run, size, length);
                size += length;
            }
        }
        if (size > 0) {
            visitor.visit(run, 0, size);
        }
    }
}
