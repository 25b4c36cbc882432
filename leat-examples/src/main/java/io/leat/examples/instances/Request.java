// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.examples.instances;

import java.time.Instant;

/**
 * What an instance reports when it begins with a request.
 *
 * @param id the same as in the {@link Completion}
 * @param instance which of the servers
 * @param at when the request arrived
 * @param promptTokens what there is to be read
 */
public record Request(long id, String instance, Instant at, int promptTokens) {
    static Request of(Inference inference) {
        return new Request(inference.id(), inference.instance(), inference.eventTime(), inference.promptTokens());
    }
}
