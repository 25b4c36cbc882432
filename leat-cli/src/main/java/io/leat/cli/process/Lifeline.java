// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.cli.process;

import java.io.IOException;

/** What ties a process to its parent: it ends when nobody has the other end of its standard input any more. */
public final class Lifeline {
    private static final int ABANDONED = 3;

    private Lifeline() {}

    /** Ties this process to its parent. */
    public static void tie() {
        Thread watcher = new Thread(Lifeline::watch, "lifeline");
        watcher.setDaemon(true);
        watcher.start();
    }

    private static void watch() {
        try {
            while (System.in.read() >= 0) {
                // nothing is said, only the end counts
            }
        } catch (IOException e) {
            // the end, too
        }
        Runtime.getRuntime().halt(ABANDONED);
    }
}
