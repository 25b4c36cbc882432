// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.examples.alert;

import static org.assertj.core.api.Assertions.assertThat;

import io.leat.Leat;
import io.leat.Pipeline;
import io.leat.connector.Source;
import io.leat.connector.memory.Collector;
import io.leat.examples.alert.SlowInstances.Alert;
import io.leat.examples.alert.SlowInstances.Call;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class SlowInstancesTest {
    @Test
    void whenAnInstanceIsSlow_thenEachMinuteThatShowsItAlerts() throws Exception {
        Collector<Alert> page = new Collector<>();
        Collector<Call> late = new Collector<>();
        Source<Call> calls =
                Source.of(call("a", 65, 3_000), call("b", 66, 100), call("a", 200, 1_000), call("a", 3, 9_000));

        try (Leat leat = Leat.inMemory()) {
            leat.start(Pipeline.of("alert", p -> SlowInstances.define(p, calls, page, late)))
                    .awaitCompletion();
        }

        assertThat(page.values()).hasSize(6).allMatch(alert -> alert.instance().equals("a"));
        assertThat(page.values().get(0)).isEqualTo(new Alert("a", Instant.ofEpochSecond(70), 3_000));
        assertThat(late.values()).containsExactly(call("a", 3, 9_000));
    }

    private static Call call(String instance, long second, long latencyMs) {
        return new Call(instance, Instant.ofEpochSecond(second), latencyMs);
    }
}
