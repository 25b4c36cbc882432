// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.engine.disk;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;

/** A process that locks a directory, says so, and waits to be killed. */
final class LockHolder {
    private LockHolder() {}

    @SuppressWarnings("SystemOut") // that is how the test hears of it
    public static void main(String[] args) throws IOException {
        try (Closeable lock = new LocalDisk(Path.of(args[0])).lock()) {
            System.out.print("L");
            System.out.flush();
            if (System.in.read() >= 0) {
                throw new IllegalStateException("nobody writes to " + lock);
            }
        }
    }
}
