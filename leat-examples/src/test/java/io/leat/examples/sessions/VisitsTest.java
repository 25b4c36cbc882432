// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.examples.sessions;

import static org.assertj.core.api.Assertions.assertThat;

import io.leat.Leat;
import io.leat.Pipeline;
import io.leat.connector.Source;
import io.leat.connector.memory.Collector;
import io.leat.examples.sessions.Visits.Call;
import io.leat.examples.sessions.Visits.Visit;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class VisitsTest {
    @Test
    void whenFiveMinutesPassBetweenCalls_thenTheNextVisitBegins() throws Exception {
        Collector<Visit> out = new Collector<>();
        Source<Call> calls =
                Source.of(call("ann", 0, 0.5), call("bob", 10, 1), call("ann", 299, 0.25), call("ann", 599, 2));

        try (Leat leat = Leat.inMemory()) {
            leat.start(Pipeline.of("visits", p -> Visits.define(p, calls, out))).awaitCompletion();
        }

        assertThat(out.values())
                .containsExactlyInAnyOrder(
                        new Visit("ann", 2, 0.75, at(0), at(299)),
                        new Visit("ann", 1, 2, at(599), at(599)),
                        new Visit("bob", 1, 1, at(10), at(10)));
    }

    private static Call call(String user, long second, double cost) {
        return new Call(user, at(second), cost);
    }

    private static Instant at(long second) {
        return Instant.ofEpochSecond(second);
    }
}
