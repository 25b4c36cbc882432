// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.engine;

import static io.leat.engine.InlineRun.at;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.leat.Pipeline;
import io.leat.connector.memory.Collector;
import io.leat.engine.checkpoint.Snapshot;
import io.leat.engine.run.InlineHost;
import io.leat.engine.run.JobInsides;
import io.leat.state.Entries;
import io.leat.state.KeyedProcess;
import io.leat.state.ProcessContext;
import io.leat.state.Value;
import io.leat.state.Values;
import io.leat.time.ManualClock;
import io.leat.time.Watermarks;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Logic of the user's own: its state, its timers of event time and of the clock. */
class ProcessTest {
    private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");

    private final Collector<String> out = new Collector<>();

    private Pipeline pipeline(Supplier<? extends KeyedProcess<String, Item, String>> logic, Item... items) {
        return Pipeline.of(
                "test",
                p -> p.from("events", InlineRun.source(items), Watermarks.outOfOrder(Duration.ofMillis(5)))
                        .keyBy(Item::key)
                        .process("process", logic)
                        .to("out", out));
    }

    private List<String> run(Supplier<? extends KeyedProcess<String, Item, String>> logic, Item... items) {
        InlineRun run = InlineRun.of(pipeline(logic, items), 0);
        assertThat(run.deadLetters()).isEmpty();
        return out.values();
    }

    /** Keeps all three kinds of state, and clears them at the event number 0. */
    private static final class Remembering extends KeyedProcess<String, Item, String> {
        private final Value<Long> sum = value("sum", Long.class);
        private final Values<Long> ids = values("ids", Long.class);
        private final Entries<String, Long> last = entries("last", String.class, Long.class);

        @Override
        protected void onEvent(Item event, ProcessContext<String, String> context) {
            if (event.id() == 0) {
                sum.clear();
                ids.clear();
                last.remove("even");
                last.remove("odd");
                return;
            }
            sum.set(sum.or(0L) + event.id());
            ids.add(event.id());
            last.put(event.id() % 2 == 0 ? "even" : "odd", event.id());
            context.emit(context.key() + " " + sum.get() + " " + ids.all() + " " + last.all());
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 4})
    void whenStateIsKept_thenPerKey(int restores) {
        Item[] items = {
            at(1, 1), new Item(2, "b", 2), at(3, 3), at(4, 4), at(0, 5), at(5, 6), at(0, 7), new Item(0, "b", 8)
        };
        List<List<Item>> partitions = List.of(List.of(items));
        InlineRun.of(
                Pipeline.of(
                        "test",
                        p -> p.from("events", new Trickle<>(partitions).timedByMillis(Item::time))
                                .keyBy(Item::key)
                                .process("process", Remembering::new)
                                .to("out", out)),
                restores);
        assertThat(out.values())
                .containsExactly(
                        "a 1 [1] {odd=1}",
                        "b 2 [2] {even=2}",
                        "a 4 [1, 3] {odd=3}",
                        "a 8 [1, 3, 4] {odd=3, even=4}",
                        "a 5 [5] {odd=5}");
    }

    @Test
    void whenStateIsEmpty_thenItIsRemoved() throws Exception {
        Pipeline pipeline = pipeline(Remembering::new, at(1, 1), new Item(2, "b", 2), at(0, 3));
        try (InlineHost host = InlineHost.open(pipeline.graph(), InlineHostTest.CLOCK, null)) {
            host.drain();
            assertThat(JobInsides.remains(host, pipeline.graph()))
                    .containsExactly("process: 1 entries, next timer " + Long.MAX_VALUE);
        }
    }

    /** Sets timers as told by the ids: 10 sets one at 50, and so on; tells what it sees. */
    private static final class Timing extends KeyedProcess<String, Item, String> {
        private final Map<Long, List<Integer>> timers;

        Timing(Map<Long, List<Integer>> timers) {
            this.timers = timers;
        }

        @Override
        protected void onEvent(Item event, ProcessContext<String, String> context) {
            timers.getOrDefault(event.id(), List.of()).forEach(t -> context.timer(Instant.ofEpochMilli(t)));
            context.emit("event " + event.id() + " " + event.key());
        }

        @Override
        protected void onTimer(Instant at, ProcessContext<String, String> context) {
            context.emit("timer " + at.toEpochMilli() + " " + context.key() + " at "
                    + context.time().toEpochMilli());
        }
    }

    @Test
    void whenTimersAreSet_thenTheyComeInOrderWhenTheWatermarkHasPassed() {
        Map<Long, List<Integer>> timers = Map.of(1L, List.of(30, 20), 2L, List.of(25));
        // watermarks: 4, 24, 25
        assertThat(run(() -> new Timing(timers), at(1, 10), new Item(2, "b", 11), at(3, 30), at(4, 31)))
                .containsExactly(
                        "event 1 a",
                        "event 2 b",
                        "event 3 a",
                        "timer 20 a at 20",
                        "event 4 a",
                        "timer 25 b at 25",
                        "timer 30 a at 30");
    }

    @Test
    void whenATimerIsSetTwice_thenItComesOnce() {
        Map<Long, List<Integer>> timers = Map.of(1L, List.of(20, 20), 2L, List.of(20));
        assertThat(run(() -> new Timing(timers), at(1, 10), at(2, 11)))
                .containsExactly("event 1 a", "event 2 a", "timer 20 a at 20");
    }

    @Test
    void whenATimerIsInThePast_thenItComesAtOnceAfterTheCallback() {
        Map<Long, List<Integer>> timers = Map.of(2L, List.of(3, -100));
        assertThat(run(() -> new Timing(timers), at(1, 10), at(2, 11), at(3, 12)))
                .containsExactly("event 1 a", "event 2 a", "timer -100 a at -100", "timer 3 a at 3", "event 3 a");
    }

    /** Sets a timer in a timer, three times. */
    private static final class Chained extends KeyedProcess<String, Item, String> {
        @Override
        protected void onEvent(Item event, ProcessContext<String, String> context) {
            context.timer(Instant.ofEpochMilli(event.time() + 1));
        }

        @Override
        protected void onTimer(Instant at, ProcessContext<String, String> context) {
            context.emit(at.toEpochMilli() + " " + context.watermark().toEpochMilli());
            if (at.toEpochMilli() < 4) {
                context.timer(at.plusMillis(1));
            }
        }
    }

    @Test
    void whenATimerSetsATimerThatIsDue_thenItComesInTheSameGo() {
        long end = Long.MAX_VALUE;
        assertThat(run(Chained::new, at(1, 1))).containsExactly("2 " + end, "3 " + end, "4 " + end);
    }

    /** Waits ten milliseconds for the next event, as a session would: takes the timer of the last one back. */
    private static final class Debounced extends KeyedProcess<String, Item, String> {
        private final Value<Instant> at = value("at", Instant.class);

        @Override
        protected void onEvent(Item event, ProcessContext<String, String> context) {
            Instant before = at.get();
            if (before != null) {
                context.cancelTimer(before);
            }
            at.set(context.time().plusMillis(10));
            context.timer(context.time().plusMillis(10));
        }

        @Override
        protected void onTimer(Instant time, ProcessContext<String, String> context) {
            context.emit(context.key() + " " + time.toEpochMilli());
            at.clear();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 4})
    void whenATimerIsCancelled_thenItDoesNotCome(int restores) {
        Pipeline pipeline =
                pipeline(Debounced::new, at(1, 10), at(2, 15), new Item(3, "b", 16), at(4, 24), new Item(5, "c", 50));
        InlineRun.of(pipeline, restores);
        assertThat(out.values()).containsExactly("b 26", "a 34", "c 60");
    }

    // ---- the clock ------------------------------------------------------------------------------------------------

    /** Waits by the clock for a second after each event. */
    private static final class Waiting extends KeyedProcess<String, Item, String> {
        private final Value<Long> last = value("last", Long.class);

        @Override
        protected void onEvent(Item event, ProcessContext<String, String> context) {
            last.set(event.id());
            context.clockTimer(NOON.plusSeconds(event.id()));
        }

        @Override
        protected void onClock(Instant at, ProcessContext<String, String> context) {
            context.emit(context.key() + " " + last.get() + " " + at);
            context.timer(Instant.ofEpochMilli(1));
        }

        @Override
        protected void onTimer(Instant at, ProcessContext<String, String> context) {
            context.emit("timer");
            last.clear();
        }
    }

    @Test
    void whenTheClockHasReachedATimer_thenItComesOnceAndNotBefore() throws Exception {
        ManualClock clock = ManualClock.at(NOON);
        Pipeline pipeline = pipeline(Waiting::new, at(2, 1), new Item(1, "b", 2), at(3, 3));
        try (InlineHost host = InlineHost.open(pipeline.graph(), clock, null)) {
            host.drain();
            assertThat(clockResults()).isEmpty();
            clock.advance(Duration.ofMillis(2_500));
            host.drain();
            assertThat(clockResults()).containsExactly("b 1 2026-01-01T12:00:01Z", "a 3 2026-01-01T12:00:02Z");
            host.drain();
            assertThat(clockResults()).hasSize(2);
        }
    }

    /** Takes each timer of the clock back at the next event. */
    private static final class Impatient extends KeyedProcess<String, Item, String> {
        @Override
        protected void onEvent(Item event, ProcessContext<String, String> context) {
            context.cancelClockTimer(NOON.plusSeconds(event.id() - 1));
            context.clockTimer(NOON.plusSeconds(event.id()));
        }

        @Override
        protected void onClock(Instant at, ProcessContext<String, String> context) {
            context.emit(context.key() + " " + at);
        }
    }

    @Test
    void whenAClockTimerIsCancelled_thenItDoesNotCome() throws Exception {
        ManualClock clock = ManualClock.at(NOON);
        Pipeline pipeline = pipeline(Impatient::new, at(1, 1), at(2, 2), new Item(1, "b", 3));
        try (InlineHost host = InlineHost.open(pipeline.graph(), clock, null)) {
            host.drain();
            clock.advance(Duration.ofSeconds(5));
            host.drain();
            assertThat(out.values()).containsExactly("b 2026-01-01T12:00:01Z", "a 2026-01-01T12:00:02Z");
        }
    }

    private List<String> clockResults() {
        return out.values().stream().filter(s -> !s.equals("timer")).toList();
    }

    @Test
    void whenAClockTimerIsRestored_thenItComes() throws Exception {
        ManualClock clock = ManualClock.at(NOON);
        Pipeline pipeline = pipeline(Waiting::new, at(2, 1));
        Snapshot snapshot;
        try (InlineHost host = InlineHost.open(pipeline.graph(), clock, null)) {
            host.drain();
            snapshot = host.snapshot();
        }
        try (InlineHost host = InlineHost.open(pipeline.graph(), clock, snapshot)) {
            clock.advance(Duration.ofSeconds(2));
            host.drain();
            assertThat(clockResults()).containsExactly("a 2 2026-01-01T12:00:02Z");
        }
    }

    @Test
    void whenAClockTimerSetsATimerOfEventTimeInThePast_thenItComesAtOnce() throws Exception {
        ManualClock clock = ManualClock.at(NOON);
        Pipeline pipeline = pipeline(Waiting::new, at(2, 1));
        try (InlineHost host = InlineHost.open(pipeline.graph(), clock, null)) {
            host.drain();
            clock.advance(Duration.ofSeconds(2));
            host.drain();
            assertThat(out.values()).containsExactly("a 2 2026-01-01T12:00:02Z", "timer");
            assertThat(JobInsides.remains(host, pipeline.graph())).isEmpty();
        }
    }

    // ---- mistakes -------------------------------------------------------------------------------------------------

    /** Fails on the timer. */
    private static final class FailingLater extends KeyedProcess<String, Item, String> {
        @Override
        protected void onEvent(Item event, ProcessContext<String, String> context) {
            context.timer(Instant.ofEpochMilli(50));
            context.emit("event");
        }

        @Override
        protected void onTimer(Instant at, ProcessContext<String, String> context) throws Exception {
            context.emit("before");
            throw new Exception("not now");
        }
    }

    @Test
    void whenATimerThrows_thenADeadLetterWithItsTime() {
        InlineRun run = InlineRun.of(pipeline(FailingLater::new, at(1, 1)), 0);
        assertThat(run.deadLetters()).hasSize(1);
        assertThat(run.deadLetters().get(0).value()).isEqualTo(Instant.ofEpochMilli(50));
        assertThat(run.deadLetters().get(0).timestamp()).isEqualTo(50);
        assertThat(run.deadLetters().get(0).exception()).hasMessage("not now");
    }

    @Test
    void whenTwoStatesHaveOneName_thenRefused() {
        assertThatThrownBy(Twins::new)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("two states of Twins are named 'x': each needs a name of its own");
    }

    private static final class Twins extends KeyedProcess<String, Item, String> {
        Twins() {
            value("x", Long.class);
            values("x", Long.class);
        }

        @Override
        protected void onEvent(Item event, ProcessContext<String, String> context) {}
    }

    @Test
    void whenStateIsUsedOutsideACallback_thenRefused() {
        Leaking leaking = new Leaking();
        run(() -> leaking, at(1, 1));
        assertThatThrownBy(leaking.kept::get)
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("state 'kept' was used outside a callback of its process");
    }

    private static final class Leaking extends KeyedProcess<String, Item, String> {
        private final Value<Long> kept = value("kept", Long.class);

        @Override
        protected void onEvent(Item event, ProcessContext<String, String> context) {
            assertThat(new ArrayList<>(List.of(kept.or(7L)))).containsExactly(7L);
        }
    }

    /** Tells the watermark. */
    private static final class Telling extends KeyedProcess<String, Item, String> {
        @Override
        protected void onEvent(Item event, ProcessContext<String, String> context) {
            Instant w = context.watermark();
            context.emit(w.equals(Instant.MIN) ? "none" : Long.toString(w.toEpochMilli()));
        }
    }

    @Test
    void whenThereAreTwoPartitions_thenTheWatermarkIsThatOfBothAndNeverGoesBack() {
        Trickle<Item> partitions = new Trickle<>(
                List.of(List.of(at(1, 10), at(2, 90), at(3, 91)), List.of(at(4, 10), at(5, 20), at(6, 30))));
        InlineRun.of(p -> p.from("events", partitions.timedByMillis(Item::time))
                .keyBy(Item::key)
                .process("process", Telling::new)
                .to("out", out));
        // read in the order 1 (9) 4 (9) 2 (89) 5 (19) 6 (29) 3: the smaller one counts
        assertThat(out.values()).containsExactly("none", "none", "9", "9", "19", "89");
    }

    @Test
    void whenAsked_thenTheWatermarkIsThatOfTheEventsBefore() {
        assertThat(run(Telling::new, at(1, 10), at(2, 20), at(3, 15), at(4, 30)))
                .containsExactly("none", "4", "14", "14");
    }
}
