// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.examples.join;

import static org.assertj.core.api.Assertions.assertThat;

import io.leat.Leat;
import io.leat.Pipeline;
import io.leat.connector.Source;
import io.leat.connector.memory.Collector;
import io.leat.examples.join.ServedRequests.Completion;
import io.leat.examples.join.ServedRequests.Request;
import io.leat.examples.join.ServedRequests.Served;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class ServedRequestsTest {
    @Test
    void whenACompletionComesWithinTwoMinutes_thenItIsJoined() throws Exception {
        Collector<Served> out = new Collector<>();
        Source<Request> requests = Source.of(
                new Request("r1", "ann", at(0)), new Request("r2", "bob", at(1)), new Request("r3", "cyd", at(2)));
        Source<Completion> completions = Source.of(
                new Completion("r2", 7, at(5)), new Completion("r1", 9, at(120)), new Completion("r3", 1, at(123)));

        try (Leat leat = Leat.inMemory()) {
            leat.start(Pipeline.of("join", p -> ServedRequests.define(p, requests, completions, out)))
                    .awaitCompletion();
        }

        assertThat(out.values()).containsExactlyInAnyOrder(new Served("bob", 7, 4_000), new Served("ann", 9, 120_000));
    }

    private static Instant at(long second) {
        return Instant.ofEpochSecond(second);
    }
}
