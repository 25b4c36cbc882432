// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.server.ingest;

import io.leat.connector.Format;
import io.leat.server.route.Answer;
import io.leat.server.route.Endpoint;
import io.leat.server.route.Intake;
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

    private final Intake<T> intake;
    private final Format<T> format;
    private final KnownKeys keys = new KnownKeys(KNOWN_KEYS, KEYS_KEPT_MS, () -> System.nanoTime() / 1_000_000);

    /** Sets it up. */
    public Ingest(Intake<T> intake, Format<T> format) {
        this.intake = intake;
        this.format = format;
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
        intake.take(events);
        return Answer.json(202, "{\"taken\":" + events.size() + "}");
    }
}
