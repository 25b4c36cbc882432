// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.connector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.leat.Leat;
import io.leat.Pipeline;
import io.leat.engine.InlineRun;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Bounded sources over collections. */
class SourceTest {
    @Test
    void whenASourceIsEmpty_thenTheJobCompletes() throws Exception {
        for (int parallelism : new int[] {1, 2}) {
            try (Leat leat = Leat.inMemory(o -> o.parallelism(parallelism))) {
                leat.start(Pipeline.of(
                                "empty",
                                p -> p.from("nothing", Source.of(List.<Integer>of()))
                                        .to("out", new Collector<>())))
                        .awaitCompletion();
            }
        }
    }

    @Test
    void whenThereIsNoPartition_thenRefused() {
        assertThatThrownBy(() -> Source.ofPartitions(List.<List<Integer>>of()))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void whenTimed_thenByTheFunctionAndOtherwiseLikeItself() {
        Source<Integer> source = Source.of(Set.of(5));
        assertThat(source.timed()).isFalse();
        Source<Integer> timed = source.timedBy(n -> Instant.ofEpochSecond(n));
        assertThat(timed.timed()).isTrue();
        assertThat(timed.type()).isEqualTo(Integer.class);
        assertThat(timed.live()).isFalse();
        assertThat(timed).hasToString("list");
        Collector<Integer> out = new Collector<>();
        InlineRun.of(p -> p.from("five", timed).to("out", out));
        assertThat(out.timed()).containsExactly(new Collector.Collected<>(5, 5_000));
    }
}
