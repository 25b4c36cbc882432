// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.leat.Pipeline;
import io.leat.connector.Source;
import io.leat.connector.memory.Collector;
import io.leat.connector.memory.Generator;
import io.leat.connector.memory.Push;
import io.leat.engine.run.InlineHost;
import io.leat.time.Watermarks;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** Which source is read, and which of its events are taken. */
class SourceOrderTest {
    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

    private final Collector<Object> out = new Collector<>();

    private InlineHost open(Pipeline.Definition definition) {
        return InlineHost.open(Pipeline.of("sources", definition).graph(), InstantSource.fixed(NOW), null);
    }

    @Test
    void whenASourceHasNoTime_thenItDoesNotKeepThoseThatHaveFromBeingRead() throws Exception {
        Collector<Item> timed = new Collector<>();
        List<Item> items =
                LongStream.range(0, 1_000).mapToObj(i -> new Item(i, "a", i)).toList();
        try (InlineHost host = open(p -> {
            p.from("untimed", Generator.of(1_000_000_000, i -> i)).to("some", out);
            p.from("timed", Source.of(items).timedByMillis(Item::time)).to("all", timed);
        })) {
            for (int i = 0; i < 20; i++) {
                host.step();
            }
            assertThat(timed.values()).isEqualTo(items);
            assertThat(out.values()).hasSizeGreaterThan(1_000);
        }
    }

    private List<Object> taken(boolean live, Watermarks watermarks) throws Exception {
        long now = NOW.toEpochMilli();
        List<Item> items = List.of(new Item(1, "a", now + 3_600_000), new Item(2, "a", now + 3_600_001));
        Push<Item> push = Push.of(Item.class).timedByMillis(Item::time);
        for (Item item : items) {
            push.emit(item);
        }
        push.close();
        Source<Item> source = live ? push : Source.of(items).timedByMillis(Item::time);
        try (InlineHost host =
                open(p -> p.from("events", source, watermarks).map(Item::id).to("out", out))) {
            host.drain();
            assertThat(host.deadLetters()).hasSize(2 - out.values().size());
        }
        return out.values();
    }

    @Test
    void whenALiveEventIsMoreThanAnHourAhead_thenItIsADeadLetter() throws Exception {
        assertThat(taken(true, Watermarks.monotone())).containsExactly(1L);
    }

    @Test
    void whenAReplayedEventIsMoreThanAnHourAhead_thenItIsTaken() throws Exception {
        assertThat(taken(false, Watermarks.monotone())).containsExactly(1L, 2L);
    }

    @Test
    void whenAReplayedSourceIsGivenALimit_thenItIsKept() throws Exception {
        assertThat(taken(false, Watermarks.monotone().maxFutureSkew(Duration.ofHours(1))))
                .containsExactly(1L);
    }

    @Test
    void whenALiveSourceIsGivenNoLimit_thenAllIsTaken() throws Exception {
        assertThat(taken(true, Watermarks.outOfOrder(Duration.ZERO).anyFutureSkew()))
                .containsExactly(1L, 2L);
    }
}
