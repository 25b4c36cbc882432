// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.server.route;

import io.leat.codec.CodecException;
import io.leat.connector.memory.Push;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;

/** Gives the events of requests to a source: all of a request, or none, and then says why. Thread-safe. */
public final class Intake<T> {
    private final Push<T> push;
    private final Duration patience;

    /**
     * Sets it up.
     *
     * @param patience how long a request waits for room
     */
    public Intake(Push<T> push, Duration patience) {
        this.push = push;
        this.patience = patience;
    }

    /**
     * Gives events to the source. When this returns, it has them as surely as it says.
     *
     * @throws Problem if none was taken: 429 if there is no room, 413 if there never is for so many, 400 if one cannot be written to the log,
     *     503 if the job has ended; or if that is not known: 500 if the job's log could not be written
     */
    public void take(List<T> events) throws Problem {
        try {
            if (!push.offerAll(events, patience)) {
                throw new Problem(
                                429,
                                "there is no room: the job does not keep up, or has not started; nothing was taken")
                        .retryAfterSeconds(1);
            }
        } catch (CodecException e) {
            throw new Problem(400, "an event cannot be written to the job's log; nothing was taken: " + e.getMessage());
        } catch (IllegalArgumentException e) {
            throw new Problem(413, e.getMessage() + "; nothing was taken");
        } catch (IllegalStateException e) {
            throw new Problem(503, e.getMessage() + "; nothing was taken").retryAfterSeconds(10);
        } catch (UncheckedIOException e) {
            throw new Problem(
                    500,
                    "the job's log could not be written: whether the events were taken is not known, and the job fails");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Problem(503, "the server is being stopped; nothing was taken").retryAfterSeconds(10);
        }
    }
}
