// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.examples.price;

import static org.assertj.core.api.Assertions.assertThat;

import io.leat.Leat;
import io.leat.Pipeline;
import io.leat.connector.Source;
import io.leat.connector.memory.Collector;
import io.leat.examples.price.PricedCalls.Call;
import io.leat.examples.price.PricedCalls.Priced;
import io.leat.examples.price.PricedCalls.Tariff;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class PricedCallsTest {
    @Test
    void whenTariffsChange_thenEachCallIsPricedByTheOneOfItsTime() throws Exception {
        Collector<Priced> out = new Collector<>();
        Source<Tariff> tariffs = Source.of(
                new Tariff("large", 9, at(0)), new Tariff("small", 1, at(10)), new Tariff("small", 2, at(20)));
        Source<Call> calls = Source.of(
                new Call("before", "small", 7, at(9)),
                new Call("new", "small", 7, at(20)),
                new Call("late", "small", 7, at(19)),
                new Call("other", "large", 7, at(20)));

        try (Leat leat = Leat.inMemory()) {
            leat.start(Pipeline.of("price", p -> PricedCalls.define(p, calls, tariffs, out)))
                    .awaitCompletion();
        }

        assertThat(out.values())
                .containsExactlyInAnyOrder(
                        new Priced("before", 0, false),
                        new Priced("new", 14, true),
                        new Priced("late", 7, true),
                        new Priced("other", 63, true));
    }

    private static Instant at(long second) {
        return Instant.ofEpochSecond(second);
    }
}
