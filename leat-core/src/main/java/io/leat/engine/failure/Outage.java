// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.engine.failure;

import io.leat.connector.UnavailableException;
import io.leat.engine.port.StepFailedException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The time in which a step cannot reach what it reads from or writes to: how long to wait before it is tried again, and when patience is at its
 * end. Logged when it begins and when it is over. Not thread-safe.
 */
public final class Outage {
    private static final Logger LOG = System.getLogger("io.leat");

    private final String step;
    private final long patienceMs;
    private @Nullable Pause pause;
    private long sinceNanos;

    Outage(String step, long patienceMs) {
        this.step = step;
        this.patienceMs = patienceMs;
    }

    /**
     * Takes note of a failed attempt.
     *
     * @return how long to wait before the next one, in milliseconds
     * @throws StepFailedException if it lasts for too long
     */
    public long pauseMs(UnavailableException failure) {
        long now = System.nanoTime();
        Duration patience = Duration.ofMillis(patienceMs);
        if (pause == null) {
            pause = new Pause();
            sinceNanos = now;
            LOG.log(Level.WARNING, "step ''{0}'' waits, for {1} at most: {2}", step, patience, failure.getMessage());
        } else if (now - sinceNanos >= patience.toNanos()) {
            String message = failure.getMessage() + "; tried again for " + patience;
            throw new StepFailedException(step, new UnavailableException(message, failure));
        }
        return pause.nextMs();
    }

    /** Takes note that it is over, or that there was none. */
    public void end() {
        if (pause != null) {
            pause = null;
            Duration lasted = Duration.ofMillis((System.nanoTime() - sinceNanos) / 1_000_000);
            LOG.log(Level.INFO, "step ''{0}'' goes on after {1}", step, lasted);
        }
    }

    /** Returns whether it lasts. */
    public boolean isOn() {
        return pause != null;
    }
}
