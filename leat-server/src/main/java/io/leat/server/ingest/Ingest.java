// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.server.ingest;

import io.leat.codec.CodecException;
import io.leat.connector.Format;
import io.leat.connector.Push;
import io.leat.server.route.Answer;
import io.leat.server.route.Endpoint;
import io.leat.server.route.Problem;
import io.leat.server.route.Request;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;

/** Gives the events of requests to a source: all of a request, or none, and answers when it has them as surely as it says. */
public final class Ingest<T> implements Endpoint {
    private static final int KNOWN_KEYS = 10_000;
    private static final long KEYS_KEPT_MS = Duration.ofHours(1).toMillis();

    private final Push<T> push;
    private final Format<T> format;
    private final Duration patience;
    private final KnownKeys keys = new KnownKeys(KNOWN_KEYS, KEYS_KEPT_MS, () -> System.nanoTime() / 1_000_000);

    /**
     * Sets it up.
     *
     * @param patience how long a request waits for room
     */
    public Ingest(Push<T> push, Format<T> format, Duration patience) {
        this.push = push;
        this.format = format;
        this.patience = patience;
    }

    @Override
    public Answer answer(Request request) throws Exception {
        String key = request.header("Idempotency-Key");
        return key == null ? take(request) : keys.once(key, digest(request), () -> take(request));
    }

    private static String digest(Request request) throws Exception {
        MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
        return request.mediaType() + HexFormat.of().formatHex(sha256.digest(request.body()));
    }

    private Answer take(Request request) throws Problem {
        List<T> events = Body.read(request.mediaType(), request.body(), format);
        offer(events);
        return Answer.json(202, "{\"taken\":" + events.size() + "}");
    }

    private void offer(List<T> events) throws Problem {
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
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Problem(503, "the server is being stopped; nothing was taken").retryAfterSeconds(10);
        }
    }
}
