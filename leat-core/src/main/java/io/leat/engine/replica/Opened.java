// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.engine.replica;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/** What has been opened and is to be closed, the last opened first, all of it even if some cannot be. */
final class Opened {
    private final Deque<Closing> closings = new ArrayDeque<>();

    /** Closes something. */
    @FunctionalInterface
    interface Closing {
        void run() throws IOException;
    }

    void add(Closing closing) {
        closings.addLast(closing);
    }

    void close() throws IOException {
        IOException failed = null;
        while (!closings.isEmpty()) {
            failed = attempt(closings.removeLast(), failed);
        }
        if (failed != null) {
            throw failed;
        }
    }

    private static @Nullable IOException attempt(Closing closing, @Nullable IOException before) {
        try {
            closing.run();
            return before;
        } catch (IOException e) {
            if (before == null) {
                return e;
            }
            before.addSuppressed(e);
            return before;
        }
    }
}
