// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.engine.failure;

import io.leat.engine.port.StepFailedException;

/** Does again what has failed outside the engine: a bounded number of times, with pauses that grow. */
public final class Retry {
    private static final int ATTEMPTS = 5;
    private static final long FIRST_PAUSE_MS = 10;
    private static final int GROWTH = 4;

    private Retry() {}

    /** What may fail. */
    @FunctionalInterface
    public interface Action {
        void run() throws Exception;
    }

    /**
     * Runs an action, again if that fails.
     *
     * @throws StepFailedException if it keeps failing, with the last cause, or the thread is interrupted
     */
    public static void run(String step, Action action) {
        try {
            action.run();
        } catch (Exception e) {
            again(step, action, e);
        }
    }

    /**
     * Runs an action that has failed once already, again and again.
     *
     * @throws StepFailedException as {@link #run} does
     */
    public static void again(String step, Action action, Exception first) {
        Exception last = first;
        long pauseMs = FIRST_PAUSE_MS;
        for (int attempt = 2; attempt <= ATTEMPTS; attempt++) {
            giveUpIfFinal(step, last);
            try {
                Thread.sleep(pauseMs);
                action.run();
                return;
            } catch (Exception e) {
                last = e;
                pauseMs *= GROWTH;
            }
        }
        giveUpIfFinal(step, last);
        throw new StepFailedException(step, last);
    }

    /** An interrupt means that the job is being cancelled, and a step that has failed for good was tried enough. */
    private static void giveUpIfFinal(String step, Exception cause) {
        if (cause instanceof StepFailedException failed) {
            throw failed;
        }
        if (cause instanceof InterruptedException) {
            Thread.currentThread().interrupt();
            throw new StepFailedException(step, cause);
        }
    }
}
