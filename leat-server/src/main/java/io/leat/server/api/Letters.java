// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.server.api;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import io.leat.failure.DeadLetter;
import io.leat.server.route.Answer;
import io.leat.server.route.Problem;
import io.leat.server.route.Request;
import io.leat.server.view.Documents;
import io.leat.server.view.Editing;
import io.leat.server.view.LetterView;
import io.leat.server.watch.WatchedJob;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Tells of dead letters, and gives them to their steps once more. */
final class Letters {
    private static final JsonFactory JSON = new JsonFactory();

    private final Jobs jobs;

    Letters(Jobs jobs) {
        this.jobs = jobs;
    }

    Answer latest(Request request) throws Problem {
        WatchedJob job = jobs.find(request);
        return Documents.answer(LetterView.latest(job, Parameters.number(request, "limit", Steps.USUAL, Steps.MOST)));
    }

    /** How many letters were given to their steps again, and which were not. */
    private record Tried(int tried, List<Refused> refused) {}

    private record Refused(long id, String reason) {}

    /** Tries all again that were not tried yet. */
    Answer retryAll(Request request) throws Problem {
        WatchedJob job = jobs.find(request);
        if (request.body().length > 0) {
            throw new Problem(400, "all letters are tried as they are: give no body, or try one by its id");
        }
        int tried = 0;
        List<Refused> refused = new ArrayList<>();
        for (Map.Entry<Long, DeadLetter> entry : job.letters().latest().entrySet()) {
            if (!job.letters().wasTried(entry.getKey())) {
                String reason = refusal(job, entry.getKey(), entry.getValue());
                if (reason == null) {
                    tried++;
                } else {
                    refused.add(new Refused(entry.getKey(), reason));
                }
            }
        }
        return Documents.answer(new Tried(tried, refused));
    }

    private static @Nullable String refusal(WatchedJob job, long id, DeadLetter letter) {
        try {
            tryAgain(job, id, letter, null);
            return null;
        } catch (Problem problem) {
            return problem.detail();
        }
    }

    /** Tries one again, with the value of the body if it has one. */
    Answer retry(Request request) throws Problem {
        WatchedJob job = jobs.find(request);
        long id = id(request.segment("id"));
        DeadLetter letter = job.letters().letter(id);
        if (letter == null) {
            throw new Problem(404, "there is no letter " + id + " among the latest of job '" + job.name() + "'");
        }
        tryAgain(job, id, letter, edited(request.body(), letter, job));
        return Documents.answer(new Tried(1, List.of()));
    }

    private static long id(String text) throws Problem {
        try {
            return Long.parseLong(text);
        } catch (NumberFormatException e) {
            throw new Problem(404, "letters have whole numbers, not '" + text + "'");
        }
    }

    private static void tryAgain(WatchedJob job, long id, DeadLetter letter, @Nullable Object edited) throws Problem {
        if (edited == null && !letter.retriable()) {
            throw new Problem(409, "step '" + letter.step() + "' cannot be given this record as it is");
        }
        try {
            job.letters().tryAgain(id, letter, edited == null ? requireNonNull(letter.value()) : edited);
        } catch (IllegalArgumentException | IllegalStateException e) {
            throw new Problem(409, String.valueOf(e.getMessage()));
        }
    }

    // ---- edited values --------------------------------------------------------------------------------------------

    private static @Nullable Object edited(byte[] body, DeadLetter letter, WatchedJob job) throws Problem {
        byte[] value = body.length == 0 ? null : value(body);
        if (value == null) {
            return null;
        }
        Editing editing = LetterView.editing(letter, job);
        if (editing == null) {
            throw new Problem(
                    409, "the record of this letter cannot be mended: " + LetterView.whyNotEditable(letter, job));
        }
        return editing.read(value);
    }

    /** Returns the JSON of the field {@code value} of an object; null if it has none. */
    private static byte @Nullable [] value(byte[] body) throws Problem {
        try (JsonParser json = JSON.createParser(body)) {
            if (json.nextToken() != JsonToken.START_OBJECT) {
                throw new Problem(400, "the body is no JSON object: give {\"value\":…}, or nothing");
            }
            byte[] value = null;
            while (json.nextToken() == JsonToken.FIELD_NAME) {
                if (!json.currentName().equals("value")) {
                    throw new Problem(
                            400,
                            "there is no field '" + json.currentName() + "': give {\"value\":…}, or no body at all");
                }
                json.nextToken();
                int from = (int) json.currentTokenLocation().getByteOffset();
                json.skipChildren();
                json.finishToken();
                int to = (int) json.currentLocation().getByteOffset();
                value = Arrays.copyOfRange(body, from, to);
            }
            return value;
        } catch (JsonProcessingException e) {
            throw new Problem(
                    400,
                    "the body is no JSON, at byte " + e.getLocation().getByteOffset() + ": " + e.getOriginalMessage());
        } catch (IOException e) {
            throw new Problem(400, "the body is no JSON: " + e.getMessage());
        }
    }
}
