// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.engine.property;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Holds sources back at some place until it is opened. Thread-safe. */
final class Gate {
    private final CountDownLatch reached = new CountDownLatch(1);
    private volatile boolean open;

    Gate(boolean open) {
        this.open = open;
    }

    boolean isOpen() {
        return open;
    }

    void open() {
        open = true;
    }

    /** A source stands at its place. */
    void reach() {
        reached.countDown();
    }

    /** Waits until some source stands at its place. */
    void awaitReached() throws InterruptedException {
        if (!reached.await(20, TimeUnit.SECONDS)) {
            throw new AssertionError("no source has come to its gate");
        }
    }
}
