// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.engine.directory;

import io.leat.codec.CodecException;
import io.leat.engine.directory.format.Piece;
import io.leat.engine.directory.format.PieceReader;
import java.io.IOException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/**
 * The state of one key group: what is left of operations when they have been applied. A hash table of places in the arrays that the
 * operations came in, without an object for each. Reusable after {@link #clear}. One thread at a time.
 *
 * <p>What tells an entry apart is its kind and, since namespace and key have one way to be written, the bytes of an operation behind
 * the first one up to the end of the key.
 */
final class Fold {
    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final int FIRST_CAPACITY = 1 << 10;

    /** Places in the arrays below, one higher; 0 for none. Its length is a power of two, more than the entries. */
    private int[] table = new int[2 * FIRST_CAPACITY];

    private int size;

    // Of each entry, its last operation: where it is, its space, and which clearing of the space it came after.
    private byte[][] sources = new byte[FIRST_CAPACITY][];
    private int[] starts = new int[FIRST_CAPACITY];
    private int[] keyEnds = new int[FIRST_CAPACITY];
    private int[] ends = new int[FIRST_CAPACITY];
    private int[] hashes = new int[FIRST_CAPACITY];
    private Space[] spaces = new Space[FIRST_CAPACITY];
    private int[] clearings = new int[FIRST_CAPACITY];

    private final Map<Long, Space>[] spacesByKind = newMaps();
    private Space lastSpace = new Space(-1, 0);

    /** What CLEAR clears. */
    private static final class Space {
        final int kind;
        final long namespace;

        /** How often it was cleared. Entries that were written before do not count. */
        int clearings;

        Space(int kind, long namespace) {
            this.kind = kind;
            this.namespace = namespace;
        }
    }

    @SuppressWarnings({"unchecked", "rawtypes"}) // there are no arrays of generic types
    private static Map<Long, Space>[] newMaps() {
        Map<Long, Space>[] maps = new Map[Byte.MAX_VALUE / 4 + 1];
        Arrays.setAll(maps, kind -> new HashMap<>());
        return maps;
    }

    /** Forgets all entries and keeps the memory. */
    void clear() {
        Arrays.fill(table, 0);
        Arrays.fill(sources, 0, size, null);
        Arrays.fill(spaces, 0, size, null);
        size = 0;
        for (Map<Long, Space> ofKind : spacesByKind) {
            ofKind.clear();
        }
        lastSpace = new Space(-1, 0);
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

    /**
     * Applies operations. The array is kept.
     *
     * @throws CodecException if they are none
     */
    void apply(byte[] bytes, int offset, int length) {
        ChangeReader in = new ChangeReader(bytes, offset, length);
        while (in.next()) {
            Space space = space(in.kind(), in.namespace());
            if (in.what() == ChangeWriter.CLEAR) {
                space.clearings++;
                continue;
            }
            int entry = entry(bytes, in.start(), in.keyEnd(), in.kind());
            sources[entry] = bytes;
            starts[entry] = in.start();
            keyEnds[entry] = in.keyEnd();
            ends[entry] = in.end();
            spaces[entry] = space;
            clearings[entry] = in.what() == ChangeWriter.PUT ? space.clearings : -1;
        }
    }

    private Space space(int kind, long namespace) {
        Space space = lastSpace;
        if (space.kind != kind || space.namespace != namespace) {
            space = spacesByKind[kind].computeIfAbsent(namespace, fresh -> new Space(kind, namespace));
            lastSpace = space;
        }
        return space;
    }

    /** Returns the entry that an operation is about; a new one has no source yet. */
    private int entry(byte[] bytes, int start, int keyEnd, int kind) {
        int hash = hash(bytes, start + 1, keyEnd, kind);
        int mask = table.length - 1;
        int at = hash & mask;
        while (table[at] != 0) {
            int entry = table[at] - 1;
            if (hashes[entry] == hash
                    && spaces[entry].kind == kind
                    && Arrays.equals(bytes, start + 1, keyEnd, sources[entry], starts[entry] + 1, keyEnds[entry])) {
                return entry;
            }
            at = (at + 1) & mask;
        }
        if (size == sources.length) {
            grow();
            return entry(bytes, start, keyEnd, kind);
        }
        hashes[size] = hash;
        table[at] = size + 1;
        return size++;
    }

    private static int hash(byte[] bytes, int from, int to, int kind) {
        long hash = kind + 1L;
        int at = from;
        for (; at <= to - Long.BYTES; at += Long.BYTES) {
            hash = (hash ^ (long) LONGS.get(bytes, at)) * 0x9E3779B97F4A7C15L;
            hash ^= hash >>> 32;
        }
        for (; at < to; at++) {
            hash = 31 * hash + bytes[at];
        }
        hash *= 0x9E3779B97F4A7C15L;
        return (int) (hash >>> 32);
    }

    private void grow() {
        int capacity = 2 * sources.length;
        sources = Arrays.copyOf(sources, capacity);
        starts = Arrays.copyOf(starts, capacity);
        keyEnds = Arrays.copyOf(keyEnds, capacity);
        ends = Arrays.copyOf(ends, capacity);
        hashes = Arrays.copyOf(hashes, capacity);
        spaces = Arrays.copyOf(spaces, capacity);
        clearings = Arrays.copyOf(clearings, capacity);
        table = new int[2 * capacity];
        int mask = table.length - 1;
        for (int entry = 0; entry < size; entry++) {
            int at = hashes[entry] & mask;
            while (table[at] != 0) {
                at = (at + 1) & mask;
            }
            table[at] = entry + 1;
        }
    }

    private boolean isLeft(int entry) {
        return clearings[entry] == spaces[entry].clearings;
    }

    /** Returns how many keys of a kind are left. */
    long size(int kind) {
        long left = 0;
        for (int entry = 0; entry < size; entry++) {
            left += spaces[entry].kind == kind && isLeft(entry) ? 1 : 0;
        }
        return left;
    }

    /** Returns how many keys are left. */
    long size() {
        long left = 0;
        for (int entry = 0; entry < size; entry++) {
            left += isLeft(entry) ? 1 : 0;
        }
        return left;
    }

    /**
     * Hands what is left, as PUT operations, to a visitor.
     *
     * @param runBytes about how many bytes at once
     */
    void visit(ChangesVisitor visitor, int runBytes) throws IOException {
        byte[] run = new byte[runBytes];
        int filled = 0;
        for (int entry = 0; entry < size; entry++) {
            int length = ends[entry] - starts[entry];
            if (!isLeft(entry)) {
                continue;
            }
            if (filled > 0 && length > run.length - filled) {
                visitor.visit(run, 0, filled);
                run = new byte[Math.max(runBytes, length)];
                filled = 0;
            } else if (length > run.length) {
                run = new byte[length];
            }
            System.arraycopy(sources[entry], starts[entry], run, filled, length);
            filled += length;
        }
        if (filled > 0) {
            visitor.visit(run, 0, filled);
        }
    }
}
