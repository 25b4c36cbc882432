// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.engine.operator.window;

import static io.leat.aggregate.Aggregates.collect;
import static io.leat.aggregate.Aggregates.count;
import static io.leat.engine.InlineRun.at;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.leat.Pipeline;
import io.leat.WindowResults;
import io.leat.WindowedStream;
import io.leat.connector.memory.Collector;
import io.leat.engine.InlineRun;
import io.leat.engine.Item;
import io.leat.engine.WindowRun;
import io.leat.failure.PipelineException;
import io.leat.window.Windows;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Results before windows are complete. */
class EarlyResultsTest {
    @Test
    @DisplayName("early(every): running results by event time, EARLY")
    void whenTheWatermarkPassesAMultiple_thenWhatHasChangedGivesAnEarlyResult() {
        WindowRun run =
                WindowRun.tumbling(100).early(10).over(at(1, 5), at(2, 9), at(3, 12), at(4, 33), at(5, 64), at(6, 105));
        assertThat(run.panes())
                .containsExactly(
                        "[0, 100) 1 2 3 EARLY 0",
                        "[0, 100) 1 2 3 4 EARLY 1",
                        "[0, 100) 1 2 3 4 5 EARLY 2",
                        "[0, 100) 1 2 3 4 5 ON_TIME 3",
                        "[100, 200) 6 ON_TIME 0");
    }

    @Test
    void whenNothingHasChanged_thenNoEarlyResult() {
        WindowRun run = WindowRun.tumbling(100).early(10).over(at(1, 15), new Item(2, "b", 30), new Item(3, "b", 80));
        assertThat(run.panes())
                .containsExactlyInAnyOrder(
                        "[0, 100) 1 EARLY 0",
                        "[0, 100) 1 ON_TIME 1",
                        "[0, 100) 2 EARLY 0",
                        "[0, 100) 2 3 EARLY 1",
                        "[0, 100) 2 3 ON_TIME 2");
    }

    @Test
    void whenWindowsAreOffset_thenMultiplesAreThoseOfTheClock() {
        WindowRun run = WindowRun.of(Windows.tumbling(Duration.ofMillis(100), Duration.ofMillis(-7)))
                .early(50)
                .over(at(1, -6), at(2, 50), at(3, 51));
        assertThat(run.panes())
                .as("at 0 nothing is known to be before it but one event, and at 50 all is")
                .containsExactly("[-7, 93) 1 2 EARLY 0", "[-7, 93) 1 2 3 ON_TIME 1");
    }

    @Test
    @DisplayName("The first complete result is ON_TIME, later ones LATE")
    void whenLateEventsAreTaken_thenEachGivesAnUpdateAsWithoutEarlyResults() {
        WindowRun run = WindowRun.tumbling(20)
                .early(10)
                .lateness(20)
                .over(at(1, 5), at(2, 12), at(3, 20), at(4, 21), at(5, 7), at(6, 8));
        assertThat(run.panes())
                .startsWith(
                        "[0, 20) 1 2 EARLY 0",
                        "[0, 20) 1 2 ON_TIME 1",
                        "[0, 20) 1 5 2 LATE 2",
                        "[0, 20) 1 5 6 2 LATE 3");
    }

    @Test
    @DisplayName("With finalOnly: early results, then one final")
    void whenFinalOnly_thenOneCompleteResult() {
        WindowRun run = WindowRun.tumbling(20)
                .early(10)
                .lateness(20)
                .finalOnly()
                .over(at(1, 5), at(2, 12), at(3, 21), at(4, 7), at(5, 33), at(6, 60));
        assertThat(run.panes())
                .filteredOn(pane -> pane.startsWith("[0, 20)"))
                .containsExactly("[0, 20) 1 2 EARLY 0", "[0, 20) 1 4 2 EARLY 1", "[0, 20) 1 4 2 ON_TIME 2");
    }

    @Test
    @DisplayName("asChangelog() gives each update as a retraction of the old and an insertion of the new value")
    void whenReadAsChanges_thenTheLastResultIsValidUntilTheNext() {
        WindowRun run = WindowRun.tumbling(100).early(10).over(at(1, 5), at(2, 12), at(3, 14), at(4, 15), at(5, 33));
        assertThat(run.changes()).containsExactly("+1 2", "-1 2", "+1 2 3 4 5", "-1 2 3 4 5", "+1 2 3 4 5");
    }

    @Test
    void whenASessionGrowsAfterAnEarlyResult_thenThatIsTakenBackWithTheNext() {
        WindowRun run = WindowRun.session(20).early(10).over(at(1, 5), at(2, 12), at(3, 14), at(4, 27), at(5, 100));
        assertThat(run.panes())
                .containsExactly(
                        "[5, 32) 1 2 EARLY 0",
                        "[5, 32) 1 2 RETRACTION 0",
                        "[5, 47) 1 2 3 4 EARLY 1",
                        "[5, 47) 1 2 3 4 ON_TIME 2",
                        "[100, 120) 5 ON_TIME 0");
    }

    @Test
    void whenSessionsThatHaveGivenResultsMerge_thenBothAreTakenBack() {
        WindowRun run =
                WindowRun.session(10).bound(30).early(5).over(at(1, 0), at(2, 15), at(3, 36), at(4, 8), at(5, 100));
        assertThat(run.changes()).containsExactly("+1", "-1", "+1 4 2", "+3", "+5");
    }

    @Test
    void whenThereIsNoTimeBetweenThem_thenRefused() {
        Collector<Object> out = new Collector<>();
        assertThatThrownBy(() -> InlineRun.of(p -> windows(p.from("events", InlineRun.source(at(1, 1)))
                                .keyBy(Item::key)
                                .window(Windows.tumbling(Duration.ofMillis(10))))
                        .to("out", out)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("the time between early results is PT0S: give a duration of at least one millisecond");
    }

    private static WindowResults<String, Item, List<Item>> windows(WindowedStream<String, Item> windowed) {
        return windowed.early(Duration.ZERO).aggregate("early", collect(10));
    }

    @Test
    void whenEarlyResultsWouldBeCounted_thenRefusedUnlessTheyAreReadAsChanges() {
        Collector<Object> out = new Collector<>();
        assertThatThrownBy(() -> Pipeline.of(
                        "p",
                        p -> p.from("events", InlineRun.source(at(1, 1)))
                                .window(Windows.tumbling(Duration.ofMillis(10)))
                                .early(Duration.ofMillis(1))
                                .finalOnly()
                                .aggregate("early", count())
                                .window(Windows.tumbling(Duration.ofMillis(10)))
                                .aggregate("again", count())))
                .isInstanceOf(PipelineException.class)
                .hasMessage(
                        "pipeline 'p' window 'again' would count results of 'early' more than once, since each early"
                                + " result holds what the ones before it held: leave out .early(…), or read the .asChangelog()"
                                + " of 'early'");
        Pipeline.of(
                "p",
                p -> p.from("events", InlineRun.source(at(1, 1)))
                        .window(Windows.tumbling(Duration.ofMillis(10)))
                        .early(Duration.ofMillis(1))
                        .aggregate("early", count())
                        .asChangelog()
                        .window(Windows.tumbling(Duration.ofMillis(10)))
                        .aggregate("again", count())
                        .to("out", out));
    }

    @Test
    void whenWindowsCount_thenRefused() {
        assertThatThrownBy(() -> Pipeline.of(
                        "p",
                        p -> p.from("events", InlineRun.source(at(1, 1)))
                                .window(Windows.count(3))
                                .early(Duration.ofMillis(1))
                                .aggregate("three", count())))
                .isInstanceOf(PipelineException.class)
                .hasMessage("pipeline 'p' window 'three' counts events, and its end is no time to be earlier than:"
                        + " leave out .early(…)");
    }
}
