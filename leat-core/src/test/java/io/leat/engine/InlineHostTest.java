// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.engine;

import static io.leat.aggregate.Aggregates.count;
import static io.leat.engine.InlineRun.at;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.leat.Pipeline;
import io.leat.connector.memory.Collector;
import io.leat.connector.memory.Push;
import io.leat.engine.checkpoint.Snapshot;
import io.leat.engine.run.InlineHost;
import io.leat.failure.DeadLetter;
import io.leat.time.ManualClock;
import io.leat.time.Watermarks;
import io.leat.window.Windows;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** The inline host: work by work in the caller's thread, live sources, snapshots. */
class InlineHostTest {
    static final InstantSource CLOCK = InstantSource.fixed(InlineRun.NOW);

    private final Push<Item> push = Push.of(Item.class).timedByMillis(Item::time);
    private final Collector<Long> out = new Collector<>();
    private final Pipeline counts = Pipeline.of(
            "counts",
            p -> p.from("events", push)
                    .keyBy(Item::key)
                    .window(Windows.tumbling(Duration.ofMillis(10)))
                    .aggregate("counts", count())
                    .to("out", out));

    @Test
    void whenDrained_thenWhatWasEmittedIsThroughAndTheHostGoesOn() throws Exception {
        try (InlineHost host = InlineHost.open(counts.graph(), CLOCK, null)) {
            push.emit(at(1, 5));
            host.drain();
            assertThat(out.values()).isEmpty();
            assertThat(host.hasEnded()).isFalse();
            push.emit(at(2, 11));
            host.drain();
            assertThat(out.values()).containsExactly(1L);
        }
    }

    @Test
    void whenInputIsEnded_thenOpenWindowsGiveResults() throws Exception {
        try (InlineHost host = InlineHost.open(counts.graph(), CLOCK, null)) {
            push.emit(at(1, 5));
            host.drain();
            host.endInput();
            host.drain();
            assertThat(host.hasEnded()).isTrue();
            assertThat(out.values()).containsExactly(1L);
        }
    }

    @Test
    void whenNothingHasHappened_thenTwoSnapshotsAreEqualButForTheirEpoch() throws Exception {
        try (InlineHost host = InlineHost.open(counts.graph(), CLOCK, null)) {
            push.emit(at(1, 5));
            push.emit(new Item(2, "b", 7));
            host.drain();
            Snapshot first = host.snapshot();
            Snapshot second = host.snapshot();
            assertThat(second.epoch()).isEqualTo(first.epoch() + 1);
            assertThat(second.standing().partitions())
                    .isEqualTo(first.standing().partitions());
            assertSameState(first, second);
        }
    }

    @Test
    void whenRestored_thenItsSnapshotIsTheSame() throws Exception {
        Snapshot first;
        try (InlineHost host = InlineHost.open(counts.graph(), CLOCK, null)) {
            push.emit(at(1, 5));
            push.emit(new Item(2, "b", 17));
            push.emit(new Item(3, "c", 7));
            host.drain();
            first = host.snapshot();
        }
        try (InlineHost host = InlineHost.open(counts.graph(), CLOCK, first)) {
            assertSameState(first, host.snapshot());
        }
    }

    private static void assertSameState(Snapshot first, Snapshot second) {
        assertThat(text(second)).isEqualTo(text(first));
    }

    private static Map<String, String> text(Snapshot snapshot) {
        Map<String, String> text = new TreeMap<>();
        snapshot.groups()
                .forEach((step, groups) -> groups.forEach((group, bytes) ->
                        text.put(step + "/" + group, java.util.HexFormat.of().formatHex(bytes))));
        return text;
    }

    @Test
    void whenASnapshotIsTaken_thenSinksAreTold() throws Exception {
        io.leat.engine.run.EpochSink<Long> sink = new io.leat.engine.run.EpochSink<>();
        Pipeline pipeline = Pipeline.of(
                "p", p -> p.from("n", io.leat.connector.Source.of(1L, 2L)).to("out", sink));
        try (InlineHost host = InlineHost.open(pipeline.graph(), CLOCK, null)) {
            host.drain();
            Snapshot snapshot = host.snapshot();
            assertThat(sink.events()).containsExactly("1", "2", "flush", "epoch " + snapshot.epoch());
        }
        assertThat(sink.events()).endsWith("close");
    }

    @Test
    void whenTheInputHadEndedAtTheSnapshot_thenItIsNotReadAgain() throws Exception {
        push.emit(at(1, 5));
        push.close();
        Snapshot snapshot;
        try (InlineHost host = InlineHost.open(counts.graph(), CLOCK, null)) {
            host.drain();
            snapshot = host.snapshot();
        }
        assertThat(out.values()).containsExactly(1L);
        try (InlineHost host = InlineHost.open(counts.graph(), CLOCK, snapshot)) {
            assertThat(host.hasEnded()).isTrue();
        }
        assertThat(out.values()).containsExactly(1L);
    }

    // ---- the skew guard -------------------------------------------------------------------------------------------

    @Test
    void whenAnEventIsTooFarAheadOfTheClock_thenDeadLetterAndTheWatermarkStays() throws Exception {
        ManualClock clock = ManualClock.at(Instant.ofEpochMilli(1_000));
        Pipeline pipeline = Pipeline.of(
                "skew",
                p -> p.from("events", push, Watermarks.monotone().maxFutureSkew(Duration.ofMillis(100)))
                        .keyBy(Item::key)
                        .window(Windows.tumbling(Duration.ofMillis(10)))
                        .aggregate("counts", count())
                        .to("out", out));
        try (InlineHost host = InlineHost.open(pipeline.graph(), clock, null)) {
            push.emit(at(1, 1_101));
            push.emit(at(2, 1_100));
            push.emit(at(3, 1_100));
            clock.advance(Duration.ofMillis(1));
            host.drain();
            assertThat(host.deadLetters())
                    .as("the clock when it is read counts")
                    .isEmpty();
            push.emit(at(4, 1_102));
            host.drain();
            assertThat(host.deadLetters())
                    .extracting(DeadLetter::reason)
                    .containsExactly("its time is 1970-01-01T00:00:01.102Z, more than PT0.1S ahead of the clock");
            assertThat(host.metrics().step("counts").watermark()).isEqualTo(1_100);
        }
    }

    @Test
    void whenAFunctionThrowsAnError_thenItComesOutOfTheHost() throws Exception {
        Pipeline pipeline = Pipeline.of(
                "error",
                p -> p.from("n", io.leat.connector.Source.of(1L))
                        .peek(n -> {
                            throw new NoMemory();
                        })
                        .to("out", out));
        try (InlineHost host = InlineHost.open(pipeline.graph(), CLOCK, null)) {
            assertThatThrownBy(host::drain).isInstanceOf(NoMemory.class);
        }
    }

    /** As bad as an OutOfMemoryError. */
    private static final class NoMemory extends Error {}
}
