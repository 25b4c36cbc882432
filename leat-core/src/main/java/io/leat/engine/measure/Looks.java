// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.engine.measure;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/** What is to be done in the thread of a worker between two batches, for somebody who waits for it. Any thread asks. */
public final class Looks {
    private final Queue<Runnable> asked = new ConcurrentLinkedQueue<>();

    /** Asks for something, which must not throw. */
    public void ask(Runnable look) {
        asked.add(look);
    }

    /** Does what was asked for. By the worker, or by somebody who knows that there is none any more. */
    public void answer() {
        for (Runnable look = asked.poll(); look != null; look = asked.poll()) {
            look.run();
        }
    }
}
