// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.examples.silence;

import static org.assertj.core.api.Assertions.assertThat;

import io.leat.Leat;
import io.leat.Parameters;
import io.leat.Pipeline;
import io.leat.connector.Source;
import io.leat.connector.memory.Collector;
import io.leat.examples.silence.SilentInstances.Call;
import io.leat.testkit.PipelineTest;
import io.leat.testkit.TestInput;
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

    @Test
    void whenTimePasses_thenSilenceIsNoticedWhenItsTimeHasComeAndNotBefore() {
        try (PipelineTest test = PipelineTest.of(new SilentInstances(), Parameters.of("input", "not-read.jsonl"))) {
            TestInput<Call> calls = test.input("calls", Call.class);
            calls.emit(call("a", 0)).emit(call("b", 10)).emit(call("a", 20));

            calls.watermark(Instant.ofEpochSecond(39));
            assertThat(test.output("out", Silent.class)).isEmpty();
            test.restart();
            calls.watermark(Instant.ofEpochSecond(40));
            assertThat(test.output("out", Silent.class)).containsExactly(silent("b", 10));
            calls.watermark(Instant.ofEpochSecond(50));
            assertThat(test.output("out", Silent.class)).containsExactly(silent("b", 10), silent("a", 20));
        }
    }

    private static Silent silent(String instance, long since) {
        return new Silent(instance, Instant.ofEpochSecond(since));
    }

    private static Call call(String instance, long second) {
        return new Call(instance, Instant.ofEpochSecond(second));
    }
}
