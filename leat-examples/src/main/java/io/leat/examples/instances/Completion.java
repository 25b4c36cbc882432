// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.examples.instances;

import java.time.Instant;

/**
 * What an instance reports when it is done with a request.
 *
 * @param id the same as in the {@link Request}
 * @param instance which of the servers
 * @param at when it was answered
 * @param generatedTokens what was written
 * @param failed whether the answer was an error
 */
public record Completion(long id, String instance, Instant at, int generatedTokens, boolean failed) {
    static Completion of(Inference inference) {
        return new Completion(
                inference.id(),
                inference.instance(),
                inference.completedAt(),
                inference.generatedTokens(),
                inference.failed());
    }
}
