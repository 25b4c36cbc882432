// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.engine.directory.pack;

import io.leat.codec.BinaryReader;
import io.leat.codec.BinaryWriter;
import java.util.List;

/** A frame of a packed directory, as far as it is read at once. Paths are relative, the names of directories and of a file in order. */
sealed interface PackRecord {
    /** The name of the job; the first of all records. */
    record Name(String job) implements PackRecord {}

    /** A directory that is there, empty or not. */
    record Directory(List<String> path) implements PackRecord {}

    /** A file of so many bytes. They follow, in frames of {@link Bytes}. */
    record File(List<String> path, long bytes) implements PackRecord {}

    /** The next bytes of the file: the payload from an offset on. */
    record Bytes(int offset) implements PackRecord {}

    /** Nothing follows, and so many frames are before this one. */
    record End(long records) implements PackRecord {}

    /** What the payload of a frame of {@link Bytes} begins with. */
    @SuppressWarnings("MutablePublicArray") // nobody outside this package has it
    byte[] BYTES_HEAD = {'B'};

    default byte[] encode() {
        BinaryWriter out = new BinaryWriter();
        if (this instanceof Name name) {
            out.writeByte('N');
            out.writeString(name.job);
        } else if (this instanceof Directory directory) {
            out.writeByte('D');
            writePath(out, directory.path);
        } else if (this instanceof File file) {
            out.writeByte('F');
            writePath(out, file.path);
            out.writeUnsigned(file.bytes);
        } else if (this instanceof End end) {
            out.writeByte('E');
            out.writeUnsigned(end.records);
        } else {
            out.writeRaw(BYTES_HEAD);
        }
        return out.toByteArray();
    }

    private static void writePath(BinaryWriter out, List<String> path) {
        out.writeUnsigned(path.size());
        path.forEach(out::writeString);
    }

    /**
     * Reads a record.
     *
     * @throws io.leat.codec.CodecException if these are not the bytes of one, or a path could lead out of the directory
     */
    static PackRecord decode(byte[] payload) {
        BinaryReader in = new BinaryReader(payload);
        byte type = in.readByte();
        if (type == BYTES_HEAD[0]) {
            return new Bytes(in.position());
        }
        PackRecord read = switch (type) {
            case 'N' -> new Name(in.readString());
            case 'D' -> new Directory(readPath(in));
            case 'F' -> new File(readPath(in), in.readUnsigned());
            case 'E' -> new End(in.readUnsigned());
            default -> throw in.damaged("a record of type " + type);
        };
        in.requireEnd();
        return read;
    }

    private static List<String> readPath(BinaryReader in) {
        String[] path = new String[in.readCount(1)];
        for (int i = 0; i < path.length; i++) {
            path[i] = in.readString();
            if (path[i].matches("\\.{0,2}") || path[i].matches("(?s).*[/\\\\\\x00].*")) {
                throw in.damaged("the name '" + path[i] + "' in a path");
            }
        }
        if (path.length == 0) {
            throw in.damaged("an empty path");
        }
        return List.of(path);
    }
}
