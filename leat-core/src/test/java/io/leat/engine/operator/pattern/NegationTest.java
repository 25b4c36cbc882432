// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.engine.operator.pattern;

import static io.leat.engine.operator.pattern.PatternRun.is;
import static org.assertj.core.api.Assertions.assertThat;

import io.leat.engine.operator.pattern.PatternRun.Letter;
import io.leat.pattern.Pattern;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What must not come. Those named after tests of Flink are of its {@code NotPatternITCase}, with its results. */
class NegationTest {
    private static final Duration TEN = Duration.ofMillis(10);
    private static final Duration LONG = Duration.ofSeconds(1);

    private static Pattern<Letter> a() {
        return Pattern.begin("a", is("a"));
    }

    private static List<String> matches(Pattern<Letter> pattern, String events) {
        return PatternRun.of(pattern.within(LONG), events).matches();
    }

    // ---- notNext --------------------------------------------------------------------------------------------------

    @Test
    void whenTheEventRightAfterMeetsIt_thenNoMatch() {
        Pattern<Letter> pattern = a().notNext("b", is("b")).followedBy("c", is("c"));
        assertThat(matches(pattern, "a1 b c a2 d c")).containsExactly("a2 c");
        assertThat(matches(pattern, "a d b c")).containsExactly("a c");
    }

    @Test
    @DisplayName("Flink: testNotNextAfterOneOrMoreSkipTillNext, …SkipTillAny")
    void whenNotNextFollowsALoop_thenItEndsWhatMayBeComplete() {
        Pattern<Letter> next =
                a().followedBy("b", is("b")).oneOrMore().notNext("x", is("c")).followedBy("d", is("d"));
        assertThat(matches(next, "a b1 c b2 d")).isEmpty();
        Pattern<Letter> any = a().followedByAny("b", is("b"))
                .oneOrMore()
                .notNext("x", is("c"))
                .followedBy("d", is("d"));
        assertThat(matches(any, "a b1 c b2 d")).containsExactly("a b2 d");
    }

    @Test
    void whenTheLoopIsNotYetComplete_thenNotNextDoesNotCount() {
        Pattern<Letter> pattern = a().times(2).notNext("x", is("c")).followedBy("d", is("d"));
        assertThat(matches(pattern, "a1 c a2 d")).containsExactly("a1 a2 d");
    }

    @Test
    void whenThePatternEndsWithNotNext_thenCompleteByTheNextEvent() {
        Pattern<Letter> pattern = a().notNext("b", is("b"));
        PatternRun run = PatternRun.of(pattern.within(TEN), "a1@1 c@4 a2@5 b@6 a3@20 c@30 a4@40");
        assertThat(run.timed()).containsExactly("a1 @4");
        assertThat(run.timedOut()).containsExactly("a3 @29", "a4 @49");
    }

    @Test
    void whenNotNextNeedsNoTime_thenTheEndDropsWhatIsOpen() {
        assertThat(PatternRun.of(a().notNext("b", is("b")), "a1 c a2 b a3").timed())
                .containsExactly("a1 @2");
    }

    // ---- notFollowedBy in the middle ------------------------------------------------------------------------------

    @Test
    void whenItComesBetween_thenNoMatch() {
        Pattern<Letter> pattern = a().notFollowedBy("b", is("b")).followedBy("c", is("c"));
        assertThat(matches(pattern, "a1 b a2 d c")).containsExactly("a2 c");
        assertThat(matches(pattern, "a c b")).containsExactly("a c");
    }

    @Test
    @DisplayName("Flink: testNotFollowedByWithBranchingAtStart")
    void whenMoreFollows_thenItCountsOnlyUpToTheStepBehind() {
        Pattern<Letter> pattern =
                a().notFollowedBy("x", is("b")).followedBy("c", is("c")).followedBy("d", is("d"));
        assertThat(matches(pattern, "a1 b1 c1 a2 c2 d")).containsExactly("a2 c2 d");
        assertThat(matches(pattern, "a c b d")).containsExactly("a c d");
    }

    @Test
    @DisplayName("Flink: testNotFollowedByNextAfterOneOrMoreEager, …AnyAfterOneOrMoreEager")
    void whenItFollowsALoop_thenItCountsFromItsFirstEventOn() {
        String events = "a b1 b2 b3 c b4 b5 b6 d";
        Pattern<Letter> next = a().followedBy("b", is("b"))
                .oneOrMore()
                .notFollowedBy("x", is("c"))
                .followedBy("d", is("d"));
        assertThat(matches(next, events)).isEmpty();
        Pattern<Letter> any = a().followedByAny("b", is("b"))
                .oneOrMore()
                .notFollowedBy("x", is("c"))
                .followedBy("d", is("d"));
        assertThat(matches(any, events))
                .containsExactlyInAnyOrder("a b4 b5 b6 d", "a b4 b5 d", "a b4 d", "a b5 b6 d", "a b5 d", "a b6 d");
    }

    @Test
    @DisplayName("Flink: testNotFollowedByAnyBeforeOneOrMoreEager")
    void whenItStandsBeforeALoop_thenItCountsUpToItsFirstEvent() {
        Pattern<Letter> pattern = a().notFollowedBy("x", is("c"))
                .followedByAny("b", is("b"))
                .oneOrMore()
                .followedBy("d", is("d"));
        assertThat(matches(pattern, "a b1 c b4 b5 b6 d"))
                .containsExactlyInAnyOrder("a b1 b4 b5 b6 d", "a b1 b4 b5 d", "a b1 b4 d", "a b1 d");
    }

    @Test
    @DisplayName("{a c b d} is a match, {a b d} is not, as in Flink")
    void whenAnOptionalStepIsBehind_thenItCountsUpToWhatIsTaken() {
        Pattern<Letter> pattern = a().notFollowedBy("x", is("b"))
                .followedByAny("c", is("c"))
                .optional()
                .followedByAny("d", is("d"));
        assertThat(matches(pattern, "a c b d")).containsExactly("a c d");
        assertThat(matches(pattern, "a b d")).isEmpty();
    }

    @Test
    void whenTheStepBehindTakesIt_thenItLiesNotBetween() {
        Pattern<Letter> pattern = a().notFollowedBy("x", event -> true).followedBy("c", is("c"));
        assertThat(matches(pattern, "a1 d c1 a2 c2")).containsExactly("a2 c2");
    }

    @Test
    void whenSeveralMustNotCome_thenNeither() {
        Pattern<Letter> pattern =
                a().notFollowedBy("x", is("x")).notFollowedBy("y", is("y")).followedBy("c", is("c"));
        assertThat(matches(pattern, "a1 x c a2 y c a3 z c")).containsExactly("a3 c");
    }

    // ---- notFollowedBy at the end ---------------------------------------------------------------------------------

    @Test
    void whenItDoesNotComeInTime_thenAMatchAtTheLastMillisecond() {
        Pattern<Letter> pattern = a().notFollowedBy("b", is("b")).within(TEN);
        assertThat(PatternRun.of(pattern, "a@100 c@105 b@110").timed()).containsExactly("a @109");
        assertThat(PatternRun.of(pattern, "a@100 b@109").timed()).isEmpty();
        assertThat(PatternRun.of(pattern, "a@100").timed()).containsExactly("a @109");
        assertThat(PatternRun.of(pattern, "a@100").timedOut()).isEmpty();
    }

    @Test
    void whenStepsBeforeItAreMissing_thenTimedOut() {
        Pattern<Letter> pattern =
                a().followedBy("b", is("b")).notFollowedBy("c", is("c")).within(TEN);
        PatternRun run = PatternRun.of(pattern, "a1@1 b@5 c@8 a2@20 a3@40 b@41 c@50");
        assertThat(run.timed()).containsExactly("a3 b @49");
        assertThat(run.timedOut()).containsExactly("a2 @29");
    }

    @Test
    void whenBothKindsEndThePattern_thenBothHold() {
        Pattern<Letter> pattern =
                a().notNext("x", is("x")).notFollowedBy("b", is("b")).within(TEN);
        assertThat(PatternRun.of(pattern, "a1@1 x@2 a2@20 y@21 x@22 a3@40 y@41 b@42")
                        .timed())
                .containsExactly("a2 @29");
    }

    @Test
    void whenALoopIsNotFollowed_thenEachOfItsMatches() {
        Pattern<Letter> pattern = a().oneOrMore().notFollowedBy("b", is("b")).within(TEN);
        assertThat(PatternRun.of(pattern, "a1@1 a2@5").timed())
                .containsExactlyInAnyOrder("a1 a2 @10", "a1 @10", "a2 @14");
    }
}
