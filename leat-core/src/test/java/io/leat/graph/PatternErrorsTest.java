// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.graph;

import static io.leat.aggregate.Aggregates.count;
import static io.leat.engine.InlineRun.at;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.leat.MatchResults;
import io.leat.Pipeline;
import io.leat.connector.Source;
import io.leat.connector.memory.Collector;
import io.leat.engine.InlineRun;
import io.leat.engine.Item;
import io.leat.failure.PipelineException;
import io.leat.pattern.Pattern;
import io.leat.window.Windows;
import java.time.Duration;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/** What is refused of patterns, word for word, and how they are shown. */
class PatternErrorsTest {
    private static final Duration MINUTE = Duration.ofMinutes(1);

    private static Pattern<Item> a() {
        return Pattern.begin("a", item -> true);
    }

    private static Pattern<Item> ab() {
        return a().followedBy("b", item -> true);
    }

    private static Pattern<Item> strict() {
        return a().next("b", item -> true);
    }

    private static void assertRefused(ThrowingCallable call, String message) {
        assertThatThrownBy(call).isInstanceOf(IllegalArgumentException.class).hasMessage(message);
    }

    private static Pipeline matching(Pattern<Item> pattern) {
        return Pipeline.of(
                "p",
                p -> p.from("events", InlineRun.source(at(1, 1)))
                        .keyBy(Item::key)
                        .match("calls", pattern)
                        .to("out", new Collector<>()));
    }

    private static void assertNotBuilt(Pattern<Item> pattern, String message) {
        assertThatThrownBy(() -> matching(pattern))
                .isInstanceOf(PipelineException.class)
                .hasMessage("pipeline 'p' match 'calls' " + message);
    }

    // ---- at the step ----------------------------------------------------------------------------------------------

    @Test
    void whenANameIsBlankOrTwice_thenRefused() {
        assertRefused(() -> Pattern.begin(" ", item -> true), "the name of a step of a pattern is blank");
        assertRefused(
                () -> ab().notNext("a", item -> true),
                "two steps of a pattern are named 'a':"
                        + " a match tells its events by the name, so each step needs its own");
    }

    @Test
    void whenThereAreTooManySteps_thenRefused() {
        Pattern<Item> longest = a();
        for (int i = 1; i < Pattern.MOST_STEPS; i++) {
            longest = longest.next("s" + i, item -> true);
        }
        Pattern<Item> full = longest;
        assertRefused(() -> full.next("b", item -> true), "step 'b' is one too many: a pattern has at most 60 steps");
        assertThatCode(() -> matching(full)).doesNotThrowAnyException();
    }

    @Test
    void whenTimesAreNotPossible_thenRefused() {
        assertRefused(
                () -> a().times(0),
                "step 'a' repeats 0 times: give at least 1, the smaller number first, and .optional() for none");
        assertRefused(
                () -> a().times(0, 2),
                "step 'a' repeats 0 to 2 times: give at least 1, the smaller number first, and .optional() for none");
        assertRefused(
                () -> a().times(3, 2), "step 'a' repeats 3 to 2 times: give at least 1, the smaller number first");
        assertRefused(() -> a().times(-1), "step 'a' repeats -1 times: give at least 1, the smaller number first");
        assertRefused(() -> a().times(2).oneOrMore(), "step 'a' is already said to repeat: say it once");
    }

    @Test
    void whenContiguityIsOfOneEvent_thenRefused() {
        assertRefused(
                () -> a().consecutive(), "step 'a' takes one event: give times(…) or oneOrMore() before consecutive()");
        assertRefused(
                () -> a().times(2).consecutive().allowCombinations(),
                "step 'a' is already said to be consecutive or to allow combinations: say one of them, once");
    }

    @Test
    void whenANegationIsToTakeEvents_thenRefused() {
        Pattern<Item> pattern = a().notFollowedBy("b", item -> true);
        String message = "%s() after notFollowedBy 'b', which takes no events: call it right after a step that does";
        assertRefused(pattern::optional, message.formatted("optional"));
        assertRefused(() -> pattern.times(2), message.formatted("times"));
        assertRefused(pattern::oneOrMore, message.formatted("times"));
        assertRefused(pattern::consecutive, message.formatted("consecutive"));
    }

    @Test
    void whenANegationFollowsAnOptionalStep_thenRefused() {
        assertRefused(
                () -> ab().optional().notNext("c", item -> true),
                "notNext 'c' stands behind the optional step 'b', which leaves open after what:"
                        + " make two patterns, with and without 'b'");
    }

    @Test
    void whenTheDurationIsNotPossible_thenRefused() {
        assertRefused(
                () -> ab().within(Duration.ZERO),
                "the duration of a pattern is PT0S: give a duration of at least one millisecond");
        assertRefused(
                () -> ab().within(Duration.ofSeconds(-1)),
                "the duration of a pattern is PT-1S: give a duration of at least one millisecond");
        assertRefused(
                () -> ab().within(Duration.ofMillis(Long.MAX_VALUE)),
                "a pattern within PT2562047788015H12M55.807S: give at most PT640511947003H48M13.952S,"
                        + " which is about 73 million years");
        assertRefused(
                () -> ab().within(MINUTE).within(Duration.ofSeconds(1)),
                "a pattern is given within PT1M and within PT1S: give one, which is for the whole");
    }

    @Test
    void whenNoMatchMayBeUnderWay_thenRefused() {
        assertRefused(() -> ab().maxPartialMatches(0), "at most 0 partial matches: give at least 1");
    }

    // ---- when the pipeline is built -------------------------------------------------------------------------------

    @Test
    void whenAPatternMatchesNothing_thenRefused() {
        assertNotBuilt(
                a().optional(),
                "has a pattern of optional steps only, which would match no event at all: leave one not .optional()");
    }

    @Test
    void whenAPatternKeepsForEver_thenRefused() {
        String cure = ": add .within(Duration) to the pattern";
        assertNotBuilt(ab(), "would keep what it has matched for ever, since 'b' may come at any time" + cure);
        assertNotBuilt(
                a().followedByAny("b", item -> true),
                "would keep what it has matched for ever, since 'b' may come at any time" + cure);
        assertNotBuilt(a().times(2), "would keep what it has matched for ever, since 'a' may come at any time" + cure);
        assertNotBuilt(
                strict().oneOrMore().consecutive(), "would keep ever more, since 'b' may repeat without end" + cure);
        assertThatCode(() -> matching(ab().within(MINUTE))).doesNotThrowAnyException();
        assertThatCode(() -> matching(strict().times(2, 3).consecutive())).doesNotThrowAnyException();
    }

    @Test
    void whenAbsenceHasNoEnd_thenRefused() {
        String message = "ends with notFollowedBy 'c', which is never sure without an end in time:"
                + " add .within(Duration) to the pattern";
        assertNotBuilt(strict().notFollowedBy("c", item -> true), message);
        assertNotBuilt(strict().notFollowedBy("c", item -> true).notNext("d", item -> true), message);
        assertThatCode(() -> matching(a().notFollowedBy("c", item -> true).next("b", item -> true)))
                .doesNotThrowAnyException();
    }

    @Test
    void whenMatchesMayWaitForEachOtherForEver_thenRefused() {
        assertNotBuilt(
                strict().optional().next("c", item -> true).skipPastLastEvent(),
                "skips past the last event of matches that differ in length, so one may have to wait for another:"
                        + " add .within(Duration) to the pattern");
        assertThatCode(() -> matching(strict().skipPastLastEvent())).doesNotThrowAnyException();
    }

    @Test
    void whenUpdatedResultsAreMatched_thenRefused() {
        assertThatThrownBy(() -> Pipeline.of(
                        "p",
                        p -> p.from("events", InlineRun.source(at(1, 1)))
                                .keyBy(Item::key)
                                .window(Windows.tumbling(MINUTE))
                                .allowedLateness(MINUTE)
                                .aggregate("load", count())
                                .keyBy(n -> n)
                                .match("loads", Pattern.begin("high", n -> n > 1))
                                .to("out", new Collector<>())))
                .isInstanceOf(PipelineException.class)
                .hasMessage("pipeline 'p' match 'loads' would count results of 'load' more than once, since each late"
                        + " event gives an updated result: make 'load' .finalOnly(), or read its .asChangelog()");
    }

    @Test
    void whenEventsHaveNoTime_thenRefused() {
        assertThatThrownBy(() -> Pipeline.of(
                        "p",
                        p -> p.from("events", Source.of(at(1, 1)))
                                .keyBy(Item::key)
                                .match("calls", strict())
                                .to("out", new Collector<>())))
                .isInstanceOf(PipelineException.class)
                .hasMessageStartingWith("pipeline 'p' match 'calls' goes by event time");
    }

    // ---- in words -------------------------------------------------------------------------------------------------

    @Test
    void whenAPatternIsShown_thenInTheWordsOfItsMethods() {
        assertThat(a().times(3)
                        .notNext("x", item -> true)
                        .followedBy("b", item -> true)
                        .within(MINUTE))
                .hasToString("a{3} notNext x followedBy b within PT1M");
        assertThat(a().oneOrMore()
                        .allowCombinations()
                        .followedByAny("b", item -> true)
                        .times(2, 3)
                        .consecutive())
                .hasToString("a{1,} in any combination followedByAny b{2,3} consecutive");
        assertThat(strict().optional().skipPastLastEvent()).hasToString("a next b?, skip past last event");
    }

    @Test
    void whenAMatchIsDrawn_thenWithItsOutputs() {
        Pipeline pipeline = Pipeline.of("p", p -> {
            MatchResults<Item> results = p.from("events", InlineRun.source(at(1, 1)))
                    .keyBy(Item::key)
                    .match("calls", ab().within(MINUTE));
            results.to("out", new Collector<>());
            results.late().to("late", new Collector<>());
            results.timedOut().to("open", new Collector<>());
        });
        assertThat(pipeline.describe()).isEqualTo("""
                        p
                        └─ from events: Trickle, monotone
                           └─ keyBy keyBy-1: String
                              └─ match calls: a followedBy b within PT1M
                                 ├─ to out: Collector, at least once
                                 ├─ late: to late: Collector, at least once
                                 └─ timed out: to open: Collector, at least once
                        """);
    }
}
