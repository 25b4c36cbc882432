// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.examples.instances;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A request and its completion, as far as both are known.
 *
 * @param id of both
 * @param instance which of the servers
 * @param outcome what became of the request
 * @param begun when it arrived; null if that was not reported
 * @param ended when it was answered; null if that was not reported in time
 * @param latencyMs from one to the other; null unless both are known
 */
public record Exchange(
        long id,
        String instance,
        Outcome outcome,
        @Nullable Instant begun,
        @Nullable Instant ended,
        @Nullable Long latencyMs) {
    /** What is known to have become of a request. */
    public enum Outcome {
        ANSWERED,
        FAILED,
        /** Its completion was not reported, or too late. */
        NO_COMPLETION,
        /** There is a completion, but no request that it could be the answer to. */
        NO_REQUEST
    }

    static Exchange of(@Nullable Request request, @Nullable Completion completion) {
        if (completion == null) {
            return withoutCompletion(request);
        }
        if (request == null) {
            return new Exchange(
                    completion.id(), completion.instance(), Outcome.NO_REQUEST, null, completion.at(), null);
        }
        return new Exchange(
                request.id(),
                request.instance(),
                completion.failed() ? Outcome.FAILED : Outcome.ANSWERED,
                request.at(),
                completion.at(),
                Duration.between(request.at(), completion.at()).toMillis());
    }

    private static Exchange withoutCompletion(@Nullable Request request) {
        if (request == null) {
            throw new IllegalArgumentException("neither a request nor a completion");
        }
        return new Exchange(request.id(), request.instance(), Outcome.NO_COMPLETION, request.at(), null, null);
    }

    /** Returns whether both sides are known. */
    public boolean matched() {
        return begun != null && ended != null;
    }
}
