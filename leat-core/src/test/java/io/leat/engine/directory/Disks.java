// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.engine.directory;

import io.leat.engine.disk.Disk;
import io.leat.engine.disk.DiskInput;
import io.leat.engine.disk.DiskOutput;
import io.leat.engine.disk.HeapDisk;
import java.io.IOException;

/** Files of a disk as arrays. */
public final class Disks {
    private Disks() {}

    public static byte[] read(Disk disk, String name) throws IOException {
        try (DiskInput in = disk.open(name)) {
            byte[] bytes = new byte[(int) in.length()];
            in.read(0, bytes, 0, bytes.length);
            return bytes;
        }
    }

    /** Puts a file in the place of that which has the name, if there is one. */
    public static void write(Disk disk, String name, byte[] bytes) throws IOException {
        disk.delete(name);
        try (DiskOutput out = disk.create(name)) {
            out.write(bytes, 0, bytes.length);
        }
    }

    public static HeapDisk copy(Disk disk) throws IOException {
        HeapDisk copy = new HeapDisk();
        copy(disk, copy);
        return copy;
    }

    private static void copy(Disk from, Disk to) throws IOException {
        for (String name : from.files()) {
            write(to, name, read(from, name));
        }
        for (String name : from.directories()) {
            copy(from.directory(name), to.directory(name));
        }
    }
}
