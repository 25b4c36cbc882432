// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.engine.operator.keyed;

import static io.leat.aggregate.Aggregates.avg;
import static io.leat.aggregate.Aggregates.count;
import static io.leat.aggregate.Aggregates.custom;
import static io.leat.aggregate.Aggregates.key;
import static io.leat.aggregate.Aggregates.row;
import static io.leat.aggregate.Aggregates.sum;
import static io.leat.aggregate.Aggregates.sumDouble;
import static io.leat.aggregate.Aggregates.topN;
import static io.leat.aggregate.Aggregates.where;
import static io.leat.aggregate.Aggregates.windowEnd;
import static io.leat.aggregate.Aggregates.windowStart;
import static io.leat.engine.InlineRun.at;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.leat.KeyedStream;
import io.leat.Pipeline;
import io.leat.aggregate.Aggregate;
import io.leat.connector.memory.Collector;
import io.leat.engine.InlineRun;
import io.leat.engine.Item;
import io.leat.failure.PipelineException;
import io.leat.join.JoinBounds;
import io.leat.time.Watermarks;
import io.leat.window.Windows;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** Aggregates without windows: an updated result after each event, until the key has been silent for long enough. */
class RunningTest {
    private static final Duration TEN = Duration.ofMillis(10);

    private final Collector<Object> out = new Collector<>();

    private static void keyed(InlineRun[] run, int restores, Item[] items, Consumer<KeyedStream<String, Item>> body) {
        Pipeline pipeline = Pipeline.of(
                "test",
                p -> body.accept(p.from("events", InlineRun.source(items), Watermarks.outOfOrder(Duration.ofMillis(5)))
                        .keyBy(Item::key)));
        run[0] = InlineRun.of(pipeline, restores);
    }

    private InlineRun running(
            Aggregate<? super String, ? super Item, ?> what, Duration timeToLive, int restores, Item... items) {
        InlineRun[] run = new InlineRun[1];
        keyed(run, restores, items, k -> k.running("running", what, timeToLive).to("out", out));
        return run[0];
    }

    private List<String> results() {
        return out.timed().stream().map(c -> c.value() + " @" + c.timestamp()).toList();
    }

    record Two(Object a, Object b) {}

    @Test
    void whenEventsCome_thenAResultAfterEachWithItsTimePerKey() {
        for (int restores = 0; restores < 5; restores++) {
            int before = out.values().size();
            InlineRun run = running(
                    row(Two.class, Two::new, key(), sum(Item::id)),
                    TEN,
                    restores,
                    at(1, 10),
                    new Item(2, "b", 12),
                    at(4, 9),
                    at(8, 20));
            assertThat(run.deadLetters()).isEmpty();
            assertThat(results().subList(before, before + 4))
                    .containsExactly(
                            "Two[a=a, b=1] @10", "Two[a=b, b=2] @12", "Two[a=a, b=5] @9", "Two[a=a, b=13] @20");
        }
    }

    @Test
    void whenAKeyWasSilentForLonger_thenItBeginsAnew() {
        running(count(), TEN, 0, at(1, 10), at(2, 20), at(3, 30), at(4, 41), at(5, 40));
        assertThat(results()).containsExactly("1 @10", "2 @20", "3 @30", "1 @41", "2 @40");
    }

    @Test
    void whenTheWatermarkHasReachedTheTimeToLive_thenAnEventOfBeforeBeginsAnewToo() {
        // the watermark is 19 after b, 20 after c
        running(count(), TEN, 0, at(1, 10), new Item(2, "b", 25), at(3, 8), new Item(4, "c", 26), at(5, 8));
        assertThat(results()).containsExactly("1 @10", "1 @25", "2 @8", "1 @26", "1 @8");
    }

    @Test
    void whenAnEventOfAnEndedKeyFails_thenNothingHasSeenItAndTheKeyGoesOn() {
        InlineRun run = running(
                row(Two.class, Two::new, count(), sum(i -> i.id() == 2 ? 1 / (i.id() - 2) : i.id())),
                TEN,
                0,
                at(1, 10),
                at(2, 21),
                at(3, 20));
        assertThat(results()).containsExactly("Two[a=1, b=1] @10", "Two[a=2, b=4] @20");
        assertThat(run.deadLetters()).hasSize(1);
        assertThat(run.step("running").failed()).isEqualTo(1);
    }

    @Test
    void whenAnAccumulatorChangesInPlace_thenEachResultIsOfItsMoment() {
        running(topN(2, Item::id, Item::id), TEN, 0, at(1, 10), at(3, 11), at(2, 12));
        assertThat(results()).containsExactly("[1] @10", "[3, 1] @11", "[3, 2] @12");
    }

    @Test
    void whenAvgOfNone_thenAbsent() {
        running(where(i -> i.id() > 1, avg(Item::id)), TEN, 0, at(1, 10), at(2, 11), at(4, 12));
        assertThat(out.values()).containsExactly(Optional.empty(), Optional.of(2.0), Optional.of(3.0));
    }

    @Test
    void whenASumDoesNotFitALong_thenThatResultIsADeadLetterAndTheNextMayFit() {
        InlineRun run = running(
                sum(i -> i.id() == 3 ? -5 : Long.MAX_VALUE - i.id()),
                TEN,
                0,
                at(0, 10),
                at(Long.MAX_VALUE - 2, 11),
                at(3, 12));
        assertThat(results()).containsExactly(Long.MAX_VALUE + " @10", Long.MAX_VALUE - 3 + " @12");
        assertThat(run.deadLetters()).hasSize(1);
        assertThat(run.deadLetters().get(0).reason()).contains("the sum does not fit a long");
        assertThat(run.deadLetters().get(0).value())
                .hasToString("FailedUpdate[key=a, event=" + at(Long.MAX_VALUE - 2, 11) + "]");
    }

    @Test
    void whenNumbersAreNotFinite_thenTheSumIsAsFloatingPointSays() {
        double[] numbers = {1, Double.POSITIVE_INFINITY, 1, Double.NEGATIVE_INFINITY, 1};
        running(sumDouble(i -> numbers[(int) i.id()]), TEN, 0, at(0, 1), at(1, 2), at(2, 3), at(3, 4), at(4, 5));
        assertThat(out.values())
                .containsExactly(1.0, Double.POSITIVE_INFINITY, Double.POSITIVE_INFINITY, Double.NaN, Double.NaN);
    }

    @Test
    void whenWindowBoundsAreAskedFor_thenRefused() {
        String message = "pipeline 'test' running 'running' has no windows: leave out windowStart() and windowEnd(),"
                + " or cut the stream with .window(…)";
        List<Aggregate<? super String, ? super Item, ?>> all = List.of(
                windowStart(),
                windowEnd().then(Object::toString),
                row(Two.class, Two::new, count(), windowEnd()),
                where((Item i) -> true, windowStart()));
        for (Aggregate<? super String, ? super Item, ?> what : all) {
            assertThatThrownBy(() -> running(what, TEN, 0, at(1, 1)))
                    .isInstanceOf(PipelineException.class)
                    .hasMessage(message);
        }
    }

    @Test
    void whenTheTimeToLiveMakesNoSense_thenRefused() {
        assertThatThrownBy(() -> running(count(), Duration.ZERO, 0, at(1, 1)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "the time to live of running 'running' is PT0S: give a duration of at least one millisecond");
        assertThatThrownBy(() -> running(count(), Duration.ofSeconds(-1), 0, at(1, 1)))
                .hasMessageContaining("is PT-1S: give a duration");
    }

    @Test
    void whenTheTimeToLiveIsBeyondTime_thenItLivesToTheEnd() {
        running(count(), Duration.ofMillis(Long.MAX_VALUE), 1, at(1, 1), at(2, 1_000_000_000_000L));
        assertThat(out.values()).containsExactly(1L, 2L);
    }

    @Test
    void whenItsResultsWouldBeCountedTwice_thenRefused() {
        String message = " would count results of 'totals' more than once, since each event gives an updated result:"
                + " aggregate the events themselves, or in windows";
        InlineRun[] run = new InlineRun[1];
        Item[] one = {at(1, 1)};
        assertThatThrownBy(() -> keyed(
                        run,
                        0,
                        one,
                        k -> k.running("totals", count(), TEN)
                                .filter(n -> n > 1)
                                .window(Windows.tumbling(TEN))
                                .aggregate("again", count())))
                .isInstanceOf(PipelineException.class)
                .hasMessage("pipeline 'test' window 'again'" + message);
        assertThatThrownBy(() -> keyed(
                        run,
                        0,
                        one,
                        k -> k.running("totals", count(), TEN).keyBy(n -> n).running("again", count(), TEN)))
                .hasMessage("pipeline 'test' running 'again'" + message);
        assertThatThrownBy(() -> keyed(
                        run,
                        0,
                        one,
                        k -> k.running("totals", count(), TEN)
                                .keyBy(n -> "a")
                                .join("again", k, JoinBounds.within(TEN))
                                .inner((n, i) -> n)))
                .hasMessage("pipeline 'test' join 'again'" + message);
        assertThatThrownBy(() -> keyed(
                        run,
                        0,
                        one,
                        k -> k.window(Windows.tumbling(TEN))
                                .allowedLateness(TEN)
                                .aggregate("late", count())
                                .keyBy(n -> n)
                                .running("again", count(), TEN)))
                .hasMessage(
                        "pipeline 'test' running 'again' would count results of 'late' more than once, since each late"
                                + " event gives an updated result: make 'late' .finalOnly(), or read its .asChangelog()");
    }

    @Test
    void whenACustomChangesItsAccumulator_thenAnEndedKeyGetsANewOne() {
        running(
                custom(
                        () -> new ArrayList<Long>(),
                        (ArrayList<Long> list, Item i) -> {
                            list.add(i.id());
                            return list;
                        },
                        (a, b) -> a,
                        List::copyOf),
                TEN,
                0,
                at(1, 10),
                at(2, 11),
                at(3, 30));
        assertThat(out.values()).containsExactly(List.of(1L), List.of(1L, 2L), List.of(3L));
    }
}
