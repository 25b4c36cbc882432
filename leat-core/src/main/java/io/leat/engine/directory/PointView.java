// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.engine.directory;

import io.leat.engine.directory.format.Chunk;
import io.leat.engine.directory.format.Piece;
import io.leat.engine.directory.format.PieceReader;
import java.io.IOException;
import java.util.Set;

/**
 * The state as of a {@link Point}. It stays readable until it is closed, whatever the directory does. One thread at a time.
 */
public final class PointView implements AutoCloseable {
    private final Point point;
    private final PieceReader reader;
    private final StateIndex state = new StateIndex();
    private final Piece content;

    /** @param reader which has the file of the base open; closed with this */
    PointView(Chunk base, PieceReader reader) throws IOException {
        this.point = new Point(base.epoch(), base.sealedAtMs());
        this.reader = reader;
        this.content = reader.contentOf(base);
        for (Piece piece : base.pieces()) {
            if (piece.type() == Piece.STATE) {
                state.add(piece);
            }
        }
    }

    public Point point() {
        return point;
    }

    /** Returns the content of the epoch. */
    public byte[] content() throws IOException {
        return reader.read(content);
    }

    /** Returns the steps that have state. */
    public Set<String> steps() {
        return state.steps();
    }

    /** Reads the state of a key group of a step: operations that make it, each {@link ChangeWriter#PUT}. */
    public void readState(String step, int group, ChangesVisitor visitor) throws IOException {
        for (Piece piece : state.pieces(step, group)) {
            reader.visit(piece, visitor::visit);
        }
    }

    @Override
    public void close() throws IOException {
        reader.close();
    }
}
