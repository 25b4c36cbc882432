// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.engine.directory.format;

import io.leat.codec.BinaryReader;
import io.leat.codec.BinaryWriter;
import io.leat.codec.CodecException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * What one epoch has in a file: pieces, one behind the other, and an index of them. In a segment that is what the epoch changed; a
 * base is a file with one chunk, which has everything as of its epoch.
 *
 * @param start where the first piece begins
 * @param index where the frame of the index begins
 * @param end behind the index
 */
public record Chunk(
        FileRef file, long epoch, long sealedAtMs, boolean last, long start, long index, long end, List<Piece> pieces) {
    /** What the payload of an index begins with: it can be found in a file whose end is not known. */
    @SuppressWarnings("MutablePublicArray") // nobody outside the directory's packages has it
    public static final byte[] MARK = {'L', 'E', 'A', 'T', 'S', 'E', 'A', 'L'};

    /** Writes the payload of the index. */
    public byte[] encode() {
        Map<String, Integer> steps = new LinkedHashMap<>();
        for (Piece piece : pieces) {
            steps.putIfAbsent(piece.step(), steps.size());
        }
        BinaryWriter out = new BinaryWriter();
        out.writeRaw(MARK);
        out.writeUnsigned(epoch);
        out.writeLong(sealedAtMs);
        out.writeBoolean(last);
        out.writeUnsigned(start);
        out.writeUnsigned(steps.size());
        steps.keySet().forEach(out::writeString);
        out.writeUnsigned(pieces.size());
        for (Piece piece : pieces) {
            out.writeByte(piece.type());
            out.writeUnsigned(Objects.requireNonNull(steps.get(piece.step())));
            out.writeUnsigned(piece.group());
            out.writeUnsigned(piece.length());
        }
        return out.toByteArray();
    }

    /**
     * Reads the index that begins there.
     *
     * @throws DamagedDirectoryException if none does
     */
    public static Chunk read(FrameReader file, long index) throws IOException {
        byte[] payload = file.read(index);
        try {
            return new Decoder(new FileRef(file.header().kind(), file.header().number()), index, payload).chunk();
        } catch (CodecException e) {
            throw file.damaged(index, "no index of an epoch, " + e.getMessage());
        }
    }

    /** Reads an index. */
    private static final class Decoder {
        private final FileRef file;
        private final long index;
        private final BinaryReader in;
        private final long end;

        Decoder(FileRef file, long index, byte[] payload) {
            this.file = file;
            this.index = index;
            this.in = new BinaryReader(payload);
            this.end = index + FrameSum.OVERHEAD + payload.length;
        }

        Chunk chunk() {
            for (byte mark : MARK) {
                if (in.readByte() != mark) {
                    throw in.damaged("not the mark of an index");
                }
            }
            long epoch = in.readUnsigned();
            long sealedAtMs = in.readLong();
            boolean last = in.readBoolean();
            long start = in.readUnsigned();
            if (start < FileHeader.LENGTH || start > index) {
                throw in.damaged("a chunk that begins at " + start);
            }
            List<Piece> pieces = pieces(epoch, start, steps());
            in.requireEnd();
            return new Chunk(file, epoch, sealedAtMs, last, start, index, end, pieces);
        }

        private List<String> steps() {
            int count = in.readCount(1);
            List<String> steps = new ArrayList<>(count);
            for (int i = 0; i < count; i++) {
                steps.add(in.readString());
            }
            return steps;
        }

        private List<Piece> pieces(long epoch, long start, List<String> steps) {
            int count = in.readCount(4);
            List<Piece> pieces = new ArrayList<>(count);
            long at = start;
            for (int i = 0; i < count; i++) {
                byte type = in.readByte();
                String step = steps.get((int) below(steps.size()));
                int group = (int) below(Integer.MAX_VALUE);
                Piece piece = new Piece(epoch, file, type, step, group, at, (int) below(Integer.MAX_VALUE));
                pieces.add(piece);
                at += piece.size();
            }
            if (at != index) {
                throw in.damaged("pieces up to " + at);
            }
            return List.copyOf(pieces);
        }

        private long below(long bound) {
            long value = in.readUnsigned();
            if (value < 0 || value >= bound) {
                throw in.damaged("the number " + value);
            }
            return value;
        }
    }
}
