// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.engine.operator.window;

import static io.leat.aggregate.Aggregates.count;
import static io.leat.aggregate.Aggregates.key;
import static io.leat.aggregate.Aggregates.row;
import static io.leat.engine.InlineRun.at;
import static org.assertj.core.api.Assertions.assertThat;

import io.leat.connector.memory.Collector;
import io.leat.engine.InlineRun;
import io.leat.engine.Item;
import io.leat.engine.WindowRun;
import io.leat.window.Windows;
import java.time.Duration;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Sessions: the connected components, by strict overlap, of {@code [ts, ts + gap)}. */
class SessionWindowsTest {
    @Test
    @DisplayName("An event exactly gap after the last opens a new session")
    void whenEventIsExactlyTheGapLater_thenNewSession() {
        assertThat(WindowRun.session(10).over(at(1, 0), at(2, 10)).results())
                .containsExactly("[0, 10) 1", "[10, 20) 2");
        assertThat(WindowRun.session(10).over(at(1, 0), at(2, 9)).results()).containsExactly("[0, 19) 1 2");
    }

    @Test
    @DisplayName("An event exactly gap after the last opens a new session (also if the earlier one comes second)")
    void whenEarlierEventTouches_thenItsOwnSession() {
        assertThat(WindowRun.session(10).bound(100).over(at(1, 10), at(2, 0)).results())
                .containsExactly("[0, 10) 2", "[10, 20) 1");
    }

    @Test
    void whenTwoSessionsTouchAndAThirdEventOverlapsBoth_thenOne() {
        WindowRun run = WindowRun.session(10).bound(100).over(at(1, 0), at(2, 10), at(3, 5));
        assertThat(run.results()).containsExactly("[0, 20) 1 3 2");
        assertThat(run.metrics().windows()).as("merged sessions count once").isEqualTo(1);
    }

    @Test
    @DisplayName("Sessions of a key are the connected components, by strict overlap")
    void whenAnEventBridgesTwoSessions_thenTheyMerge() {
        WindowRun run = WindowRun.session(10).bound(100).over(at(1, 0), at(2, 15), at(3, 40), at(4, 8));
        assertThat(run.results()).containsExactly("[0, 25) 1 4 2", "[40, 50) 3");
        assertThat(run.metrics().windows()).isEqualTo(2);
    }

    @Test
    void whenAnEventTouchesOneSessionAndOverlapsTheOther_thenItJoinsOnlyThat() {
        WindowRun run = WindowRun.session(10).bound(100).over(at(1, 0), at(2, 15), at(3, 10));
        assertThat(run.results()).containsExactly("[0, 10) 1", "[10, 25) 3 2");
    }

    @Test
    void whenAnEarlierEventComes_thenTheStartMoves() {
        WindowRun run = WindowRun.session(10).bound(100).over(at(1, 20), at(2, 12), at(3, 5), at(4, 40));
        assertThat(run.results()).containsExactly("[5, 30) 3 2 1", "[40, 50) 4");
    }

    @Test
    void whenTheStartHasMovedAndAnotherSessionBeginsThereLater_thenBothAreRight() {
        // the first session begins at 20, moves to 12; its old timer must not close it early or stay behind
        WindowRun run = WindowRun.session(10).bound(10).over(at(1, 20), at(2, 12), at(3, 29), at(4, 38), at(5, 60));
        assertThat(run.results()).containsExactly("[12, 48) 2 1 3 4", "[60, 70) 5");
    }

    @Test
    @DisplayName("An event is late for session windows iff ts + allowedLateness <= w_e")
    void whenEventIsAtTheWatermark_thenLateEvenIfItsSessionIsOpen() {
        WindowRun run = WindowRun.session(10).over(at(1, 5), at(2, 4), at(3, 5), at(4, 6), at(5, 5));
        assertThat(run.late()).containsExactly(2L, 5L);
        assertThat(run.results()).containsExactly("[5, 16) 1 3 4");
    }

    @Test
    @DisplayName("An event is late for session windows iff ts + allowedLateness <= w_e")
    void whenLatenessIsAllowed_thenEventsUpToItAreTaken() {
        WindowRun run = WindowRun.session(10).lateness(20).finalOnly().over(at(1, 0), at(2, 50), at(3, 30), at(4, 29));
        assertThat(run.late()).containsExactly(4L);
        assertThat(run.results()).containsExactly("[0, 10) 1", "[30, 40) 3", "[50, 60) 2");
    }

    @Test
    @DisplayName("A session that has emitted and is merged away emits a retraction")
    void whenALateEventBridgesSessionsThatHaveEmitted_thenBothAreTakenBackBeforeTheResultOfTheWhole() {
        WindowRun run = WindowRun.session(10).lateness(100).over(at(1, 0), at(2, 15), at(3, 60), at(4, 8));
        assertThat(run.panes())
                .containsExactly(
                        "[0, 10) 1 ON_TIME 0",
                        "[15, 25) 2 ON_TIME 0",
                        "[0, 10) 1 RETRACTION 0",
                        "[15, 25) 2 RETRACTION 0",
                        "[0, 25) 1 4 2 LATE 2",
                        "[60, 70) 3 ON_TIME 0");
        assertThat(run.metrics().windows()).isEqualTo(2);
    }

    @Test
    void whenALateEventExtendsASessionThatHasEmitted_thenItIsTakenBackAndGivenWhenCompleteAgain() {
        WindowRun run = WindowRun.session(10).lateness(100).over(at(1, 0), at(2, 12), at(3, 9), at(4, 18), at(5, 60));
        assertThat(run.panes())
                .containsExactly(
                        "[0, 10) 1 ON_TIME 0",
                        "[0, 10) 1 RETRACTION 0",
                        "[0, 28) 1 3 2 4 LATE 1",
                        "[60, 70) 5 ON_TIME 0");
    }

    @Test
    @DisplayName("sessions per key")
    void whenKeysDiffer_thenSessionsDoNotMeet() {
        Collector<String> out = new Collector<>();
        InlineRun.of(p -> p.from(
                        "events",
                        InlineRun.source(
                                new Item(1, "a", 0), new Item(2, "b", 5), new Item(3, "a", 9), new Item(4, "b", 30)))
                .keyBy(Item::key)
                .window(Windows.session(Duration.ofMillis(10)))
                .aggregate("sessions", row(Counted.class, Counted::new, key(), count()))
                .map(Counted::toString)
                .to("out", out));
        assertThat(out.values())
                .containsExactly("Counted[key=b, count=1]", "Counted[key=a, count=2]", "Counted[key=b, count=1]");
    }

    record Counted(String key, long count) {}
}
