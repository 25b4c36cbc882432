// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.engine.failure;

import io.leat.connector.UnavailableException;
import io.leat.engine.port.StepFailedException;

/**
 * Does again what has failed outside the engine: a bounded number of times, with pauses that grow; and for as long as the job has
 * patience where something cannot be reached. Thread-safe.
 */
public final class Retry {
    private static final int ATTEMPTS = 5;

    private final long patienceMs;

    /** @param patienceMs how long to wait for something that cannot be reached */
    public Retry(long patienceMs) {
        this.patienceMs = patienceMs;
    }

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
    public void run(String step, Action action) {
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
    public void again(String step, Action action, Exception first) {
        Exception last = first;
        Pause pause = new Pause();
        Outage outage = newOutage(step);
        for (int attempt = 1; ; ) {
            giveUpIfFinal(step, last);
            try {
                if (last instanceof UnavailableException unavailable) {
                    Thread.sleep(outage.pauseMs(unavailable));
                } else if (++attempt > ATTEMPTS) {
                    throw new StepFailedException(step, last);
                } else {
                    Thread.sleep(pause.nextMs());
                }
                action.run();
                outage.end();
                return;
            } catch (Exception e) {
                last = e;
            }
        }
    }

    /** Returns what waits for something that cannot be reached. */
    public Outage newOutage(String step) {
        return new Outage(step, patienceMs);
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
