// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.examples.pattern;

import static org.assertj.core.api.Assertions.assertThat;

import io.leat.Leat;
import io.leat.Pipeline;
import io.leat.connector.Source;
import io.leat.connector.memory.Collector;
import io.leat.examples.pattern.SlowThenError.Alert;
import io.leat.examples.pattern.SlowThenError.Call;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class SlowThenErrorTest {
    @Test
    void whenThreeSlowCallsAndAnErrorComeWithinAMinute_thenOneAlert() throws Exception {
        Collector<Alert> page = new Collector<>();
        Source<Call> calls = Source.of(
                slow("a", 10, 2_500),
                slow("a", 14, 9_000),
                slow("b", 13, 3_000), // an instance of its own
                slow("a", 12, 3_000), // out of order
                fast("a", 20),
                slow("a", 25, 2_100),
                error("a", 69),
                error("a", 70), // each call counts for one alert
                slow("b", 80, 3_000),
                slow("b", 81, 3_000),
                slow("b", 82, 3_000),
                error("b", 140)); // a minute after the first of three

        try (Leat leat = Leat.inMemory()) {
            leat.start(Pipeline.of("alert", p -> SlowThenError.define(p, calls, page)))
                    .awaitCompletion();
        }

        assertThat(page.values())
                .containsExactly(new Alert("a", Instant.ofEpochSecond(10), Instant.ofEpochSecond(69), 9_000));
    }

    private static Call slow(String instance, long second, long latencyMs) {
        return new Call(instance, Instant.ofEpochSecond(second), latencyMs, false);
    }

    private static Call fast(String instance, long second) {
        return new Call(instance, Instant.ofEpochSecond(second), 100, false);
    }

    private static Call error(String instance, long second) {
        return new Call(instance, Instant.ofEpochSecond(second), 100, true);
    }
}
