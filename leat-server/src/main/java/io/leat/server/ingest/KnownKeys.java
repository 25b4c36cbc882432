// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.server.ingest;

import io.leat.server.route.Answer;
import io.leat.server.route.Problem;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The keys of the latest requests, and what they were answered, so that a request that comes again is answered the same and does nothing. In
 * memory: it knows nothing of an earlier process. Thread-safe.
 */
final class KnownKeys {
    private static final int LONGEST = 255;

    private final int atMost;
    private final long keptMs;
    private final LongSupplier clockMs;
    /** In the order in which they came. */
    private final Map<String, Known> keys = new LinkedHashMap<>();

    /** A request; its answer is null until it has one. */
    private record Known(
            String digest, long sinceMs, @Nullable Answer answer) {}

    /**
     * Knows no keys yet.
     *
     * @param clockMs milliseconds that never go back
     */
    KnownKeys(int atMost, long keptMs, LongSupplier clockMs) {
        this.atMost = atMost;
        this.keptMs = keptMs;
        this.clockMs = clockMs;
    }

    /**
     * Does something unless the key is known, and returns what it, or the first request with the key, was answered. What fails has not
     * been done and is not known afterwards.
     *
     * @param digest the same for the same request
     * @throws Problem if the key is known of another request, or of one that is not answered yet
     */
    Answer once(String key, String digest, Callable<Answer> action) throws Exception {
        Answer known = begin(key, digest);
        if (known != null) {
            return known.with("Idempotency-Replayed", "true");
        }
        Answer answer = null;
        try {
            answer = action.call();
            return answer;
        } finally {
            end(key, digest, answer);
        }
    }

    private synchronized @Nullable Answer begin(String key, String digest) throws Problem {
        if (key.isEmpty() || key.length() > LONGEST) {
            throw new Problem(400, "an Idempotency-Key of " + key.length() + " characters: give 1 to " + LONGEST);
        }
        forget(known -> clockMs.getAsLong() - known.sinceMs >= keptMs);
        Known known = keys.get(key);
        if (known == null) {
            forget(oldest -> keys.size() >= atMost);
            keys.put(key, new Known(digest, clockMs.getAsLong(), null));
            return null;
        }
        if (!known.digest.equals(digest)) {
            throw new Problem(422, "the Idempotency-Key is that of another request: give each request one of its own");
        }
        if (known.answer == null) {
            throw new Problem(409, "the request with this Idempotency-Key is not answered yet: try again later")
                    .retryAfterSeconds(1);
        }
        return known.answer;
    }

    private synchronized void end(String key, String digest, @Nullable Answer answer) {
        if (answer == null) {
            keys.remove(key);
        } else {
            keys.replace(key, new Known(digest, clockMs.getAsLong(), answer));
        }
    }

    /** Forgets the oldest that have an answer, as long as that is to be. */
    private void forget(Predicate<Known> condition) {
        Iterator<Known> oldest = keys.values().iterator();
        while (oldest.hasNext()) {
            Known known = oldest.next();
            if (!condition.test(known)) {
                return;
            }
            if (known.answer != null) {
                oldest.remove();
            }
        }
    }
}
