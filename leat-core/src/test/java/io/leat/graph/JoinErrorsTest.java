// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.graph;

import static io.leat.engine.InlineRun.at;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.leat.Join;
import io.leat.KeyedStream;
import io.leat.Pipeline;
import io.leat.PipelineBuilder;
import io.leat.engine.InlineRun;
import io.leat.engine.Item;
import io.leat.failure.PipelineException;
import io.leat.join.JoinBounds;
import io.leat.join.JoinType;
import io.leat.window.Windows;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** "A join without a bound is refused when the pipeline is built; the message names the step and the expected retention." */
class JoinErrorsTest {
    private static Join<Item, Item> join(PipelineBuilder p, JoinBounds bounds) {
        KeyedStream<String, Item> keyed =
                p.from("events", InlineRun.source(at(1, 1))).keyBy(Item::key);
        return keyed.join("joined", keyed, bounds);
    }

    private static void assertRefused(JoinBounds bounds, String message) {
        assertThatThrownBy(() -> Pipeline.of("p", p -> join(p, bounds)))
                .isInstanceOf(PipelineException.class)
                .hasMessage(message);
    }

    @Test
    void whenWindowsHaveNoBoundInTime_thenRefused() {
        String cure = ", which is no bound: use windows of time, within(…) or a time-to-live, of at most 100 years";
        assertRefused(
                JoinBounds.sameWindow(Windows.global()),
                "join 'joined' (same window, global) would keep both until the input ends" + cure);
        assertRefused(
                JoinBounds.sameWindow(Windows.count(5)),
                "join 'joined' (same window, count 5) would keep both until their key has 5 events" + cure);
    }

    @Test
    void whenTheBoundIsBeyondAHundredYears_thenRefused() {
        String cure = ", which is no bound: use windows of time, within(…) or a time-to-live, of at most 100 years";
        Duration tooLong = JoinBounds.LONGEST_RETENTION.plusMillis(1);
        assertRefused(
                JoinBounds.after(tooLong),
                "join 'joined' (right from left + PT0S to left + PT876600H0.001S) would keep left PT876600H0.001S,"
                        + " right PT0S" + cure);
        assertRefused(
                JoinBounds.between(tooLong.negated(), Duration.ZERO),
                "join 'joined' (right from left - PT876600H0.001S to left + PT0S) would keep left PT0S,"
                        + " right PT876600H0.001S" + cure);
        assertRefused(
                JoinBounds.sameWindow(Windows.tumbling(tooLong)),
                "join 'joined' (same window, tumbling PT876600H0.001S) would keep both until their window ends" + cure);
        assertRefused(
                JoinBounds.sameWindow(Windows.session(tooLong)),
                "join 'joined' (same window, session PT876600H0.001S) would keep both until their window ends" + cure);
        assertRefused(
                JoinBounds.sameWindow(Windows.sliding(tooLong, tooLong)),
                "join 'joined' (same window, sliding PT876600H0.001S every PT876600H0.001S)"
                        + " would keep both until their window ends" + cure);
        assertRefused(
                JoinBounds.sameWindow(Windows.cumulative(tooLong, tooLong)),
                "join 'joined' (same window, cumulative PT876600H0.001S up to PT876600H0.001S)"
                        + " would keep both until their window ends" + cure);
        assertRefused(
                JoinBounds.asOf(tooLong),
                "join 'joined' (right as of left) would keep left until its time, right PT876600H0.001S" + cure);
        assertRefused(
                JoinBounds.latest(tooLong), "join 'joined' (latest right) would keep right PT876600H0.001S" + cure);
    }

    @Test
    void whenTheBoundIsJustShortEnough_thenTaken() {
        for (JoinBounds bounds : List.of(
                JoinBounds.within(JoinBounds.LONGEST_RETENTION),
                JoinBounds.asOf(JoinBounds.LONGEST_RETENTION),
                JoinBounds.sameWindow(Windows.daily(ZoneId.of("Asia/Kathmandu"))))) {
            assertThat(Pipeline.of("p", p -> join(p, bounds).inner((a, b) -> a)))
                    .isNotNull();
        }
    }

    @Test
    void whenTheTimeToLiveIsNone_thenRefused() {
        String message = "the time-to-live is PT0S: give a duration of at least one millisecond";
        assertThatThrownBy(() -> JoinBounds.asOf(Duration.ZERO))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(message);
        assertThatThrownBy(() -> JoinBounds.latest(Duration.ZERO)).hasMessage(message);
        assertThatThrownBy(() -> Pipeline.of(
                        "p",
                        p -> p.from("events", InlineRun.source(at(1, 1)))
                                .keyBy(Item::key)
                                .latest("latest", Duration.ZERO)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(message);
    }

    @Test
    void whenALookUpIsToGiveMoreThanLeftEvents_thenRefused() {
        Map<JoinType, Consumer<Join<Item, Item>>> types = Map.of(
                JoinType.RIGHT,
                join -> join.right((a, b) -> b),
                JoinType.FULL,
                join -> join.full((a, b) -> b),
                JoinType.SEMI,
                Join::semi,
                JoinType.ANTI,
                Join::anti);
        types.forEach((type, define) -> {
            String cure = " cannot be of type " + type
                    + ": each left event looks up one right event at most, so use .inner(…) or .left(…)";
            assertThatThrownBy(() -> Pipeline.of("p", p -> define.accept(join(p, JoinBounds.asOf(Duration.ofDays(1))))))
                    .isInstanceOf(PipelineException.class)
                    .hasMessage("join 'joined' (right as of left)" + cure);
            assertThatThrownBy(() ->
                            Pipeline.of("p", p -> define.accept(join(p, JoinBounds.latest(Duration.ofDays(1))))))
                    .hasMessage("join 'joined' (latest right)" + cure);
        });
    }

    @Test
    @DisplayName("Cycles cannot be: a step cannot name one that does not exist yet")
    void whenAStepReadsItselfOrALaterOne_thenRefused() {
        for (int input : new int[] {-1, 3, 4}) {
            assertThatThrownBy(() -> new Step.Header(3, "loop", List.of(new Step.Origin(input, Step.MAIN))))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("step 'loop', number 3, reads step " + input
                            + ": a step can only read steps before it, so that there are no cycles");
        }
    }
}
