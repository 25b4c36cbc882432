// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.connector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.leat.Job;
import io.leat.Leat;
import io.leat.Pipeline;
import io.leat.connector.memory.Collector;
import io.leat.connector.memory.Generator;
import io.leat.connector.memory.Push;
import io.leat.engine.InlineRun;
import io.leat.time.ManualClock;
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
    void whenTimedByArrival_thenEventsHaveTheClocksTime() throws Exception {
        Instant now = Instant.parse("2026-01-01T00:00:00Z");
        Push<Integer> push = Push.of(Integer.class);
        Source<Integer> source = push.timedByArrival();
        Collector<Integer> out = new Collector<>();
        try (Leat leat = Leat.inMemory(o -> o.clock(ManualClock.at(now)))) {
            Job job = leat.start(
                    Pipeline.of("arrival", p -> p.from("push", source).to("out", out)));
            push.emit(7);
            push.close();
            job.awaitCompletion();
        }
        assertThat(out.timed()).containsExactly(new Collector.Collected<>(7, now.toEpochMilli()));
    }

    @Test
    void whenSourceHasTimes_thenArrivalCountsInTheirPlace() throws Exception {
        Instant now = Instant.parse("2026-01-01T00:00:00Z");
        Source<Integer> source = Generator.of(2, n -> (int) n)
                .rate(1e9)
                .timedBy(n -> Instant.EPOCH)
                .timedByArrival();
        Collector<Integer> out = new Collector<>();
        try (Leat leat = Leat.inMemory(o -> o.clock(ManualClock.at(now)))) {
            leat.start(Pipeline.of("arrival", p -> p.from("numbers", source).to("out", out)))
                    .awaitCompletion();
        }
        assertThat(out.timed()).extracting(Collector.Collected::timestamp).containsOnly(now.toEpochMilli());
    }

    @Test
    void whenSourceIsReplayed_thenTimeOfArrivalIsRefused() {
        assertThatThrownBy(() -> Source.of(List.of(1)).timedByArrival())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("source 'list' is not live")
                .hasMessageContaining(".timedBy(event -> …)");
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
