// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.engine.operator.pattern;

import static io.leat.engine.operator.pattern.PatternRun.is;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.leat.engine.operator.pattern.PatternRun.Letter;
import io.leat.failure.DeadLetter;
import io.leat.pattern.Match;
import io.leat.pattern.Pattern;
import java.time.Duration;
import java.time.Instant;
import java.util.NoSuchElementException;
import org.junit.jupiter.api.Test;

/** Order, lateness, duration, overlap, failures and bounds of patterns. */
class PatternTimeTest {
    private static final Duration TEN = Duration.ofMillis(10);

    private static Pattern<Letter> a() {
        return Pattern.begin("a", is("a"));
    }

    private static Pattern<Letter> ab() {
        return a().followedBy("b", is("b")).within(TEN);
    }

    // ---- order ----------------------------------------------------------------------------------------------------

    @Test
    void whenEventsAreOutOfOrder_thenTakenByTime() {
        PatternRun run = PatternRun.withBound(5, ab(), "b@12 a@10 c@30");
        assertThat(run.timed()).containsExactly("a b @12");
    }

    @Test
    void whenTimesAreEqual_thenByArrival() {
        assertThat(PatternRun.of(ab(), "a@10 b@10").timed()).containsExactly("a b @10");
        assertThat(PatternRun.of(ab(), "b@10 a@10").timed()).isEmpty();
    }

    @Test
    void whenBehindTheWatermark_thenLate() {
        PatternRun run = PatternRun.withBound(5, ab(), "a@10 c@20 b1@14 b2@15");
        assertThat(run.late()).containsExactly("b1");
        assertThat(run.timed()).containsExactly("a b2 @15");
        assertThat(run.metrics().late()).isEqualTo(1);
        assertThat(run.metrics().in()).isEqualTo(4);
        assertThat(run.metrics().out()).isEqualTo(1);
    }

    @Test
    void whenTimesAreBelowZero_thenTheSame() {
        PatternRun run = PatternRun.of(ab(), "a1@-100 b1@-91 a2@-50 b2@-40");
        assertThat(run.timed()).containsExactly("a1 b1 @-91");
        assertThat(run.timedOut()).containsExactly("a2 @-41");
    }

    // ---- within ---------------------------------------------------------------------------------------------------

    @Test
    void whenTheLastEventIsAsFarAsTheDuration_thenItIsOut() {
        PatternRun run = PatternRun.of(ab(), "a1@100 b1@109 a2@200 b2@210");
        assertThat(run.timed()).containsExactly("a1 b1 @109");
        assertThat(run.timedOut()).containsExactly("a2 @209");
    }

    @Test
    void whenTimeRunsOut_thenWhatWasMatchedIsToldOnce() {
        Pattern<Letter> pattern = a().times(2).followedBy("b", is("b")).within(TEN);
        PatternRun run = PatternRun.of(pattern, "a1@1 a2@3 a3@5");
        assertThat(run.matches()).isEmpty();
        assertThat(run.timedOut()).containsExactly("a1 a2 @10", "a2 a3 @12", "a3 @14");
    }

    @Test
    void whenAMatchMightHaveBecomeLonger_thenItDidNotTimeOut() {
        PatternRun run = PatternRun.of(a().oneOrMore().within(TEN), "a1@1 a2@3");
        assertThat(run.matches()).containsExactly("a1", "a1 a2", "a2");
        assertThat(run.timedOut()).isEmpty();
    }

    // ---- skip past last event -------------------------------------------------------------------------------------

    @Test
    void whenNothingIsSkipped_thenMatchesOverlap() {
        Pattern<Letter> pattern = Pattern.<Letter>begin("b", is("b"))
                .oneOrMore()
                .next("c", is("c"))
                .within(TEN);
        assertThat(PatternRun.of(pattern, "b1 b2 b3 c").matches()).containsExactly("b1 b2 b3 c", "b2 b3 c", "b3 c");
        assertThat(PatternRun.of(pattern.skipPastLastEvent(), "b1 b2 b3 c b4 c").matches())
                .containsExactly("b1 b2 b3 c", "b4 c");
    }

    @Test
    void whenSeveralAreCompleteAtOnce_thenTheEarlierEventCounts() {
        Pattern<Letter> pattern = a().oneOrMore().followedBy("b", is("b")).within(TEN);
        assertThat(PatternRun.of(pattern.skipPastLastEvent(), "a1 a2 a3 b1 a4 b2")
                        .matches())
                .containsExactly("a1 a2 a3 b1", "a4 b2");
    }

    @Test
    void whenOneBeganBefore_thenTheOtherWaitsForIt() {
        Pattern<Letter> pattern = a().followedBy(
                        "b",
                        (event, soFar) -> event.name().startsWith("b")
                                && event.number() > soFar.one("a").number())
                .within(TEN)
                .skipPastLastEvent();
        PatternRun complete = PatternRun.of(pattern, "a5@1 a1@3 b2@4 b6@8");
        assertThat(complete.timed()).containsExactly("a5 b6 @8");
        PatternRun outOfTime = PatternRun.of(pattern, "a5@1 a1@3 b2@4 b3@20");
        assertThat(outOfTime.timed()).containsExactly("a1 b2 @10");
        assertThat(outOfTime.timedOut()).containsExactly("a5 @10");
    }

    // ---- what a match tells ---------------------------------------------------------------------------------------

    @Test
    void whenAMatchIsAsked_thenItTellsItsEventsByName() {
        Pattern<Letter> pattern =
                a().times(2).followedBy("x", is("x")).optional().followedBy("b", is("b"));
        Match<Letter> match =
                PatternRun.of(pattern.within(TEN), "a1@1 a2@3 b@7").results().get(0);
        assertThat(match.all("a")).extracting(Letter::name).containsExactly("a1", "a2");
        assertThat(match.first("a").name()).isEqualTo("a1");
        assertThat(match.last("a").name()).isEqualTo("a2");
        assertThat(match.one("b").name()).isEqualTo("b");
        assertThat(match.has("x")).isFalse();
        assertThat(match.all("x")).isEmpty();
        assertThat(match.start()).isEqualTo(Instant.ofEpochMilli(1));
        assertThat(match.end()).isEqualTo(Instant.ofEpochMilli(7));
        assertThatThrownBy(() -> match.one("a"))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("step 'a' has taken 2 events, not one: use all(\"a\"), first or last");
        assertThatThrownBy(() -> match.first("x"))
                .isInstanceOf(NoSuchElementException.class)
                .hasMessage("step 'x' has taken no event: ask has(\"x\") before");
        assertThatThrownBy(() -> match.all("y"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("the pattern has no step 'y' that takes events: it has a, x, b");
    }

    // ---- failures and bounds --------------------------------------------------------------------------------------

    @Test
    void whenAConditionThrows_thenADeadLetterAndTheEventDoesNotMeetIt() {
        Pattern<Letter> pattern =
                a().followedBy("b", event -> event.number() > 0).within(TEN);
        PatternRun run = PatternRun.of(pattern, "a1 a2 bad b1");
        assertThat(run.matches()).containsExactly("a1 a2", "a2 b1");
        assertThat(run.deadLetters()).extracting(d -> d.value()).containsExactly(new Letter("bad", 3));
        assertThat(run.metrics().failed()).isEqualTo(1);
    }

    @Test
    void whenMoreAreUnderWayThanAllowed_thenTheEventFailsAndTheOthersGoOn() {
        PatternRun run = PatternRun.of(ab().maxPartialMatches(2), "a1 a2 a3 b a4 b");
        assertThat(run.matches()).containsExactly("a1 b", "a2 b", "a4 b");
        assertThat(run.deadLetters())
                .extracting(DeadLetter::reason)
                .containsExactly("java.lang.IllegalStateException: more than 2 partial matches of key key:"
                        + " let fewer events match, shorten within(…), or raise maxPartialMatches(…)");
    }

    /** Each replaces the one that it continues. */
    @Test
    void whenAsManyAreUnderWayAsAllowed_thenTheyCanStillGoOn() {
        Pattern<Letter> pattern = a().next("b", is("b")).next("c", is("c")).maxPartialMatches(1);
        PatternRun run = PatternRun.of(pattern, "a b c a b c");
        assertThat(run.matches()).containsExactly("a b c", "a b c");
        assertThat(run.deadLetters()).isEmpty();
    }

    @Test
    void whenRestoredBetweenAnyTwoEvents_thenTheSame() {
        Pattern<Letter> pattern = a().oneOrMore()
                .followedByAny("b", is("b"))
                .followedBy("c", is("c"))
                .within(TEN);
        String events = "a1 a2 b1 d a3 b2 b3 c a4@30 b4@31 c@32";
        PatternRun whole = PatternRun.of(pattern, events);
        for (int restores = 1; restores < 12; restores++) {
            assertThat(PatternRun.withRestores(restores, pattern, events).timed())
                    .isEqualTo(whole.timed());
        }
        assertThat(whole.timed()).hasSize(16);
    }
}
