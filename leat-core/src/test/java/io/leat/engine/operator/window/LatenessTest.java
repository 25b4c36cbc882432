// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.engine.operator.window;

import static io.leat.aggregate.Aggregates.count;
import static io.leat.engine.InlineRun.at;
import static org.assertj.core.api.Assertions.assertThat;

import io.leat.aggregate.Aggregates;
import io.leat.connector.memory.Collector;
import io.leat.engine.InlineRun;
import io.leat.engine.Item;
import io.leat.engine.WindowRun;
import io.leat.state.KeyedProcess;
import io.leat.state.ProcessContext;
import io.leat.window.Windows;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** When an event is late, what becomes of it, and the results that late events update. */
class LatenessTest {
    @Test
    @DisplayName("An event is late for a window if end - 1 + allowedLateness <= w_e (default lateness 0)")
    void whenWatermarkIsEndMinusOne_thenLate() {
        WindowRun run = WindowRun.tumbling(10).over(at(1, 9), at(2, 8), at(3, 10), at(4, 9));
        assertThat(run.results()).containsExactly("[0, 10) 2 1", "[10, 20) 3");
        assertThat(run.late()).containsExactly(4L);
        assertThat(run.metrics().late()).isEqualTo(1);
    }

    @Test
    @DisplayName("Bounded disorder B: w = maxTimestamp - B - 1")
    void whenDisorderIsWithinTheBound_thenNothingIsLate() {
        WindowRun within = WindowRun.tumbling(10).bound(5).over(at(1, 14), at(2, 9));
        assertThat(within.late()).isEmpty();
        WindowRun beyond = WindowRun.tumbling(10).bound(5).over(at(1, 15), at(2, 9));
        assertThat(beyond.late()).containsExactly(2L);
    }

    @Test
    @DisplayName("It goes to late() iff it belongs to at least one window and no window takes it")
    void whenSomeWindowsAreOver_thenTheOthersTakeIt() {
        WindowRun run = WindowRun.sliding(10, 5).over(at(1, 10), at(2, 6), at(3, 4), at(4, 15), at(5, 9));
        assertThat(run.results()).containsExactly("[5, 15) 2 1", "[10, 20) 1 4", "[15, 25) 4");
        assertThat(run.metrics().partiallyLate()).isEqualTo(1);
        assertThat(run.late()).containsExactly(3L, 5L);
        assertThat(run.metrics().late()).isEqualTo(2);
    }

    @Test
    @DisplayName("with allowed lateness, each late event taken gives an updated result, LATE")
    void whenLateEventsAreTaken_thenEachGivesAnUpdate() {
        WindowRun run = WindowRun.tumbling(10)
                .lateness(20)
                .over(at(1, 5), at(2, 12), at(3, 6), at(4, 7), at(5, 29), at(6, 8), at(7, 30), at(8, 9));
        assertThat(run.panes())
                .containsExactly(
                        "[0, 10) 1 ON_TIME 0",
                        "[0, 10) 1 3 LATE 1",
                        "[0, 10) 1 3 4 LATE 2",
                        "[10, 20) 2 ON_TIME 0",
                        "[0, 10) 1 3 4 6 LATE 3",
                        "[20, 30) 5 ON_TIME 0",
                        "[30, 40) 7 ON_TIME 0");
        assertThat(run.late()).as("9 + 20 <= 29").containsExactly(8L);
    }

    @Test
    void whenALateEventOpensItsWindow_thenItsResultComesAtOnce() {
        WindowRun run = WindowRun.tumbling(10).lateness(20).over(at(1, 25), at(2, 6), at(3, 7), at(4, 26));
        assertThat(run.results()).containsExactly("[0, 10) 2", "[0, 10) 2 3", "[20, 30) 1 4");
        assertThat(run.metrics().windows()).isEqualTo(2);
    }

    @Test
    @DisplayName("finalOnly(): one result at w >= end - 1 + allowedLateness")
    void whenFinalOnly_thenOneResultAfterTheLateness() {
        WindowRun run = WindowRun.tumbling(10)
                .lateness(20)
                .finalOnly()
                .over(at(1, 5), at(2, 12), at(3, 6), at(4, 29), at(5, 7));
        assertThat(run.panes())
                .containsExactly("[0, 10) 1 3 5 ON_TIME 0", "[10, 20) 2 ON_TIME 0", "[20, 30) 4 ON_TIME 0");
        assertThat(run.late()).isEmpty();
    }

    @Test
    @DisplayName("State of a window is dropped when w >= end - 1 + allowedLateness")
    void whenTheLatenessHasPassed_thenTheWindowIsGoneForGood() {
        WindowRun run = WindowRun.tumbling(10).lateness(5).over(at(1, 5), at(2, 15), at(3, 6), at(4, 16));
        assertThat(run.panes()).containsExactly("[0, 10) 1 ON_TIME 0", "[10, 20) 2 4 ON_TIME 0");
        assertThat(run.late()).containsExactly(3L);
    }

    @Test
    @DisplayName("asChangelog() gives each update as a retraction of the old and an insertion of the new value")
    void whenReadAsAChangelog_thenOldValuesAreTakenBack() {
        Collector<Object> out = new Collector<>();
        InlineRun run = InlineRun.of(p -> p.from(
                        "events", InlineRun.source(at(1, 5), at(2, 12), at(3, 6), at(4, 7), at(5, 99)))
                .keyBy(Item::key)
                .window(Windows.tumbling(Duration.ofMillis(10)))
                .allowedLateness(Duration.ofMillis(20))
                .aggregate("windows", Aggregates.custom(() -> 0L, LatenessTest::addUnlessFour, Long::sum, sum -> sum))
                .asChangelog()
                .map(change -> change.kind() + " " + change.value())
                .to("out", out));
        // the function fails on the fourth, so what was taken back for it is given again
        assertThat(out.values())
                .containsExactly("INSERT 1", "RETRACT 1", "INSERT 4", "RETRACT 4", "INSERT 4", "INSERT 2", "INSERT 5");
        assertThat(run.deadLetters()).hasSize(1);
    }

    private static long addUnlessFour(long sum, Item item) {
        if (item.id() == 4) {
            throw new IllegalStateException("no fours");
        }
        return sum + item.id();
    }

    @Test
    @DisplayName("Late events are counted whether or not late() is used")
    void whenNobodyReadsLate_thenCountedAllTheSame() {
        InlineRun run = InlineRun.of(p -> p.from("events", InlineRun.source(at(1, 10), at(2, 1)))
                .keyBy(Item::key)
                .window(Windows.tumbling(Duration.ofMillis(10)))
                .aggregate("windows", count())
                .to("out", new Collector<>()));
        assertThat(run.metrics().late()).isEqualTo(1);
    }

    @Test
    @DisplayName("Output watermark: held back by the allowed lateness, so late results are not late downstream")
    void whenALateResultGoesOn_thenItIsAheadOfTheWatermarkThere() {
        Collector<String> seen = new Collector<>();
        InlineRun.of(p -> p.from(
                        "events", InlineRun.source(at(1, 5), at(2, 25), at(3, 6), at(4, 29), at(5, 7), at(6, 99)))
                .keyBy(Item::key)
                .window(Windows.tumbling(Duration.ofMillis(10)))
                .allowedLateness(Duration.ofMillis(20))
                .aggregate("windows", count())
                .keyBy(n -> "all")
                .process("watch", Watch::new)
                .to("out", seen));
        assertThat(seen.values()).containsExactly("1 at 9", "2 at 9", "3 at 9", "2 at 29", "1 at 99");
    }

    /** Tells each result; one that is at or behind the watermark is said to be late. */
    private static final class Watch extends KeyedProcess<String, Long, String> {
        @Override
        protected void onEvent(Long count, ProcessContext<String, String> context) {
            boolean late = !context.time().isAfter(context.watermark());
            context.emit(count + " at " + context.time().toEpochMilli() + (late ? " late" : ""));
        }
    }

    @Test
    @DisplayName("Result timestamp: end - 1")
    void whenResultComes_thenItsTimeIsTheLastOfTheWindow() {
        Collector<Long> out = new Collector<>();
        InlineRun.of(p -> p.from("events", InlineRun.source(at(1, -3), at(2, 14)))
                .window(Windows.tumbling(Duration.ofMillis(10)))
                .aggregate("windows", count())
                .to("out", out));
        assertThat(out.timed()).extracting(Collector.Collected::timestamp).containsExactly(-1L, 19L);
    }

    @Test
    @DisplayName("Per event, per partition: what is late does not depend on how partitions interleave")
    void whenAnotherPartitionIsAhead_thenNothingIsLate() {
        Collector<Item> late = new Collector<>();
        List<List<Item>> partitions =
                List.of(List.of(at(1, 1_000), at(2, 2_000)), List.of(at(3, 5), at(4, 15), at(5, 4), at(6, 10)));
        InlineRun.of(p -> p.from(
                        "events",
                        io.leat.connector.Source.ofPartitions(partitions).timedByMillis(Item::time))
                .keyBy(Item::key)
                .window(Windows.tumbling(Duration.ofMillis(10)))
                .aggregate("windows", count())
                .late(l -> l.to("late", late))
                .to("out", new Collector<>()));
        assertThat(late.values()).extracting(Item::id).containsExactly(5L);
        assertThat(late.timed())
                .extracting(c -> Instant.ofEpochMilli(c.timestamp()))
                .containsExactly(Instant.ofEpochMilli(4));
    }
}
