// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.engine;

import static io.leat.engine.InlineRun.at;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.leat.Pipeline;
import io.leat.connector.Source;
import io.leat.connector.memory.Collector;
import io.leat.engine.run.InlineHost;
import io.leat.state.Entries;
import io.leat.state.KeyedProcess;
import io.leat.state.ProcessContext;
import io.leat.state.Value;
import io.leat.state.Values;
import io.leat.time.ManualClock;
import io.leat.time.Watermarks;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Supplier;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** State of the user's own that is gone some event time after it was written. */
class TimeToLiveTest {
    private static final Duration TEN = Duration.ofMillis(10);
    private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");

    private final Collector<String> out = new Collector<>();

    private Pipeline pipeline(Supplier<? extends KeyedProcess<String, Item, String>> logic, Item... items) {
        return pipeline(logic, InlineRun.source(items));
    }

    private Pipeline pipeline(Supplier<? extends KeyedProcess<String, Item, String>> logic, Source<Item> source) {
        return Pipeline.of(
                "test",
                p -> p.from("events", source, Watermarks.outOfOrder(Duration.ofMillis(20)))
                        .keyBy(Item::key)
                        .process("process", logic)
                        .to("out", out));
    }

    /** Shows the state before it adds to it. An event number 0 only shows it. */
    private static final class Showing extends KeyedProcess<String, Item, String> {
        private final Value<Long> last = value("last", Long.class, TEN);
        private final Values<Long> ids = values("ids", Long.class, TEN);
        private final Entries<Long, Long> byDigit = entries("byDigit", Long.class, Long.class, TEN);
        private final Value<Long> count = value("count", Long.class);

        @Override
        protected void onEvent(Item event, ProcessContext<String, String> context) {
            show(context);
            if (event.id() == 0) {
                count.clear();
                return;
            }
            last.set(event.id());
            ids.add(event.id());
            byDigit.put(event.id() % 10, event.id());
            count.set(count.or(0L) + 1);
        }

        private void show(ProcessContext<String, String> context) {
            context.emit(context.time().toEpochMilli() + ": " + last.or(0L) + " " + ids.all() + " " + byDigit.all()
                    + " " + byDigit.get(1L) + " " + count.or(0L));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 4, 5, 6, 7})
    void whenReadLaterThanTheTimeToLive_thenItIsAsIfItWereNotThere(int restores) {
        InlineRun.of(
                pipeline(Showing::new, at(1, 10), at(2, 15), at(11, 20), at(4, 26), at(5, 31), at(6, 20), at(0, 42)),
                restores);
        assertThat(out.values())
                .containsExactly(
                        "10: 0 [] {} null 0",
                        "15: 1 [1] {1=1} 1 1",
                        "20: 2 [1, 2] {1=1, 2=2} 1 2",
                        "26: 11 [11] {1=11} 11 3",
                        "31: 4 [4] {4=4} null 4",
                        "20: 5 [1, 2, 11, 4, 5] {1=11, 2=2, 4=4, 5=5} 11 5",
                        "42: 0 [] {} null 6");
    }

    @Test
    void whenTheWatermarkHasReachedTheEnd_thenItIsGoneForLateEventsToo() {
        // the watermark is 19 after b, 20 after c
        InlineRun.of(
                pipeline(
                        Showing::new,
                        at(1, 10),
                        new Item(2, "b", 40),
                        at(0, 10),
                        new Item(3, "b", 41),
                        at(0, 10),
                        new Item(0, "b", 60)),
                0);
        assertThat(out.values())
                .containsExactly(
                        "10: 0 [] {} null 0",
                        "40: 0 [] {} null 0",
                        "10: 1 [1] {1=1} 1 1",
                        "41: 2 [2] {2=2} null 1",
                        "10: 0 [] {} null 0",
                        "60: 0 [] {} null 2");
    }

    @Test
    void whenAnEntryIsPutAgainAfterItsTime_thenItIsNewAndLast() {
        InlineRun.of(pipeline(Showing::new, at(1, 10), at(2, 15), at(11, 21), at(0, 22)), 0);
        assertThat(out.values()).last().isEqualTo("22: 11 [2, 11] {2=2, 1=11} 11 3");
    }

    @Test
    void whenTheWatermarkPasses_thenSpaceIsReturned() throws Exception {
        Pipeline pipeline = pipeline(Forgetting::new, at(1, 10), new Item(2, "b", 12), at(3, 15), new Item(4, "c", 45));
        try (InlineHost host = InlineHost.open(pipeline.graph(), InlineHostTest.CLOCK, null)) {
            while (out.values().size() < 4) {
                host.step();
            }
            // the watermark is 24: b has gone, of a there is one left
            assertThat(host.state("process").table().size()).isEqualTo(2);
            host.drain();
            assertThat(host.state("process").table().size()).isZero();
            assertThat(host.state("process").timers().event().next()).isEqualTo(Long.MAX_VALUE);
        }
    }

    /** Keeps each id for ten milliseconds. */
    private static final class Forgetting extends KeyedProcess<String, Item, String> {
        private final Values<Long> ids = values("ids", Long.class, TEN);

        @Override
        protected void onEvent(Item event, ProcessContext<String, String> context) {
            ids.add(event.id());
            context.emit("" + ids.all());
        }
    }

    /** Writes in an event, reads in timers at 15, 19, 20 and 21 behind it, and in one that is overdue. */
    private static final class Timed extends KeyedProcess<String, Item, String> {
        private final Value<Long> kept = value("kept", Long.class, TEN);

        @Override
        protected void onEvent(Item event, ProcessContext<String, String> context) {
            if (event.id() == 1) {
                kept.set(event.id());
                for (int at : new int[] {15, 19, 20, 21}) {
                    context.timer(Instant.ofEpochMilli(at));
                }
            }
        }

        @Override
        protected void onTimer(Instant at, ProcessContext<String, String> context) {
            context.emit(at.toEpochMilli() + ": " + kept.or(0L));
            if (at.toEpochMilli() == 21) {
                context.timer(Instant.ofEpochMilli(12));
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2})
    void whenATimerReads_thenItIsGoneFromTheEndOfItsTimeOn(int restores) {
        InlineRun.of(pipeline(Timed::new, at(1, 10), at(2, 100)), restores);
        assertThat(out.values()).containsExactly("15: 1", "19: 1", "20: 0", "21: 0", "12: 0");
    }

    /** Writes and reads at timers of the clock. */
    private static final class ByClock extends KeyedProcess<String, Item, String> {
        private final Value<Instant> kept = value("kept", Instant.class, TEN);

        @Override
        protected void onEvent(Item event, ProcessContext<String, String> context) {
            context.emit(event.id() + ": " + (kept.get() != null));
            if (event.id() == 1) {
                context.clockTimer(NOON);
                context.clockTimer(NOON.plusSeconds(1));
            }
        }

        @Override
        protected void onClock(Instant at, ProcessContext<String, String> context) {
            context.emit("clock: " + (kept.get() != null));
            kept.set(at);
        }
    }

    @Test
    void whenATimerOfTheClockWrites_thenAtTheWatermark() throws Exception {
        ManualClock clock = ManualClock.at(NOON.minusSeconds(1));
        Live live = Live.of(1);
        Pipeline pipeline = pipeline(ByClock::new, live);
        try (InlineHost host = InlineHost.open(pipeline.graph(), clock, null)) {
            live.emit(0, at(1, 31)); // the watermark is 10
            host.drain();
            clock.advance(Duration.ofSeconds(2));
            host.drain();
            live.emit(0, at(2, 20)).emit(0, at(3, 21));
            live.emit(0, at(4, 41)).emit(0, at(5, 20)); // the watermark is 20
            host.drain();
        }
        assertThat(out.values())
                .containsExactly(
                        "1: false", "clock: false", "clock: true", "2: true", "3: false", "4: false", "5: false");
    }

    @Test
    void whenTheTimeToLiveMakesNoSense_thenRefused() {
        assertThatThrownBy(() -> new Odd(Duration.ZERO))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("the time to live of state 'x' is PT0S: give a duration of at least one millisecond");
        assertThatThrownBy(() -> new Odd(Duration.ofMillis(-1)))
                .hasMessage("the time to live of state 'x' is PT-0.001S: give a duration of at least one millisecond");
    }

    private static final class Odd extends KeyedProcess<String, Item, String> {
        Odd(Duration timeToLive) {
            values("x", Long.class, timeToLive);
        }

        @Override
        protected void onEvent(Item event, ProcessContext<String, String> context) {}
    }

    @Test
    void whenMuchIsKept_thenExpiredElementsDoNotPileUp() throws Exception {
        Item[] items = new Item[2_000];
        for (int i = 0; i < items.length; i++) {
            items[i] = at(i, i);
        }
        Pipeline pipeline = pipeline(Forgetting::new, items);
        int largest = 0;
        try (InlineHost host = InlineHost.open(pipeline.graph(), InlineHostTest.CLOCK, null)) {
            for (int i = 0; !host.hasEnded(); i++) {
                host.step();
                largest = i % 50 == 0 ? Math.max(largest, bytes(host)) : largest;
            }
        }
        assertThat(largest).isBetween(50, 400); // about thirty elements of eight bytes
        assertThat(out.values())
                .last()
                .isEqualTo("" + LongStream.range(1989, 2000).boxed().toList());
    }

    /** Returns the bytes that the fullest key group has in a snapshot. */
    private static int bytes(InlineHost host) throws IOException {
        return host.snapshot().groups().get("process").values().stream()
                .mapToInt(group -> group.length)
                .max()
                .orElse(0);
    }
}
