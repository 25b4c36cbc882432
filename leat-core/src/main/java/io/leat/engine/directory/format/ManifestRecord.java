// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.engine.directory.format;

import io.leat.codec.BinaryReader;
import io.leat.codec.BinaryWriter;
import java.util.ArrayList;
import java.util.List;

/** One thing that happened to the directory. The manifest is the list of them. */
public sealed interface ManifestRecord {
    /**
     * A manifest begins.
     *
     * @param nextFile the smallest number that no file has had
     * @param records how many follow that were written before the manifest took its place: none of them can be torn
     */
    record Began(long nextFile, long records) implements ManifestRecord {}

    /**
     * An epoch is sealed.
     *
     * @param start where its chunk begins in the segment
     * @param index where the index of the chunk begins
     */
    record Sealed(long epoch, long segment, long start, long index) implements ManifestRecord {}

    /**
     * A base takes the place of all changes up to its epoch.
     *
     * @param index where the index of its chunk begins
     * @param length of the file
     */
    record Based(long epoch, long file, long index, long length) implements ManifestRecord {}

    /** The results for a step are acknowledged, up to an epoch. */
    record Acknowledged(String step, long epoch) implements ManifestRecord {}

    /** State and results of a step are forgotten, up to an epoch. */
    record Forgotten(String step, long epoch) implements ManifestRecord {}

    /** Files that no longer count. */
    record Dropped(List<Long> files) implements ManifestRecord {}

    /**
     * Returns it as bytes.
     *
     * @param forced up to where the manifest is known to be on the disk while this is written
     */
    default byte[] encode(long forced) {
        BinaryWriter out = new BinaryWriter();
        if (this instanceof Began began) {
            out.writeByte('M');
            numbers(out, forced, began.nextFile, began.records);
        } else if (this instanceof Sealed sealed) {
            out.writeByte('E');
            numbers(out, forced, sealed.epoch, sealed.segment, sealed.start, sealed.index);
        } else if (this instanceof Based based) {
            out.writeByte('B');
            numbers(out, forced, based.epoch, based.file, based.index, based.length);
        } else if (this instanceof Acknowledged acknowledged) {
            out.writeByte('A');
            numbers(out, forced, acknowledged.epoch);
            out.writeString(acknowledged.step);
        } else if (this instanceof Forgotten forgotten) {
            out.writeByte('F');
            numbers(out, forced, forgotten.epoch);
            out.writeString(forgotten.step);
        } else if (this instanceof Dropped dropped) {
            out.writeByte('D');
            numbers(out, forced, dropped.files.size());
            dropped.files.forEach(out::writeUnsigned);
        }
        return out.toByteArray();
    }

    private static void numbers(BinaryWriter out, long... numbers) {
        for (long number : numbers) {
            out.writeUnsigned(number);
        }
    }

    /** Returns up to where the manifest was on the disk when this record was written. */
    static long forced(byte[] payload) {
        return new BinaryReader(payload, 1, payload.length - 1).readUnsigned();
    }

    /**
     * Reads a record.
     *
     * @throws io.leat.codec.CodecException if these are not the bytes of one
     */
    static ManifestRecord decode(byte[] payload) {
        BinaryReader in = new BinaryReader(payload);
        byte type = in.readByte();
        in.readUnsigned();
        ManifestRecord read = switch (type) {
            case 'M' -> new Began(in.readUnsigned(), in.readUnsigned());
            case 'E' -> new Sealed(in.readUnsigned(), in.readUnsigned(), in.readUnsigned(), in.readUnsigned());
            case 'B' -> new Based(in.readUnsigned(), in.readUnsigned(), in.readUnsigned(), in.readUnsigned());
            case 'A', 'F' -> ofStep(type, in.readUnsigned(), in.readString());
            case 'D' -> dropped(in);
            default -> throw in.damaged("a record of type " + type);
        };
        in.requireEnd();
        return read;
    }

    private static ManifestRecord ofStep(byte type, long epoch, String step) {
        return type == 'A' ? new Acknowledged(step, epoch) : new Forgotten(step, epoch);
    }

    private static ManifestRecord dropped(BinaryReader in) {
        int count = in.readCount(1);
        List<Long> files = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            files.add(in.readUnsigned());
        }
        return new Dropped(List.copyOf(files));
    }
}
