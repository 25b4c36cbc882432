// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.examples.silence;

import static org.assertj.core.api.Assertions.assertThat;

import io.leat.Leat;
import io.leat.Pipeline;
import io.leat.connector.Collector;
import io.leat.connector.Source;
import io.leat.examples.silence.SilentInstances.Call;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class SilentInstancesTest {
    @Test
    void whenAnInstanceIsNotHeardForThirtySeconds_thenItIsSilentOnceAndAgainAtTheEnd() throws Exception {
        Collector<Silent> out = new Collector<>();
        Source<Call> calls = Source.of(
                call("a", 0), call("b", 1), call("b", 20), call("b", 45), call("b", 70), call("a", 72), call("b", 90));

        try (Leat leat = Leat.inMemory()) {
            leat.start(Pipeline.of("silence", p -> SilentInstances.define(p, calls, out)))
                    .awaitCompletion();
        }

        assertThat(out.values()).containsExactly(silent("a", 0), silent("a", 72), silent("b", 90));
    }

    private static Silent silent(String instance, long since) {
        return new Silent(instance, Instant.ofEpochSecond(since));
    }

    private static Call call(String instance, long second) {
        return new Call(instance, Instant.ofEpochSecond(second));
    }
}
