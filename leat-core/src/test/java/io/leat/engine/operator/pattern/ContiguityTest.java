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

/** What may lie between the events of a match: the examples of Flink's documentation, and those of {@link Pattern}. */
class ContiguityTest {
    private static final Duration LONG = Duration.ofSeconds(1);

    private static Pattern<Letter> a() {
        return Pattern.begin("a", is("a"));
    }

    private static List<String> matches(Pattern<Letter> pattern, String events) {
        return PatternRun.of(pattern.within(LONG), events).matches();
    }

    @Test
    @DisplayName("Strict: the c after a causes a to be discarded")
    void whenNext_thenNothingLiesBetween() {
        assertThat(matches(a().next("b", is("b")), "a c b1 b2")).isEmpty();
        assertThat(matches(a().next("b", is("b")), "a b1 b2")).containsExactly("a b1");
    }

    @Test
    @DisplayName("Relaxed: skip what does not match till the next that does")
    void whenFollowedBy_thenTheFirstThatMatches() {
        assertThat(matches(a().followedBy("b", is("b")), "a c b1 b2")).containsExactly("a b1");
        assertThat(matches(a().followedBy("b", is("b")), "a1 a2 b")).containsExactly("a1 b", "a2 b");
    }

    @Test
    @DisplayName("Non-deterministic relaxed: the most general form")
    void whenFollowedByAny_thenEachThatMatches() {
        assertThat(matches(a().followedByAny("b", is("b")), "a c b1 b2")).containsExactly("a b1", "a b2");
    }

    // ---- a b+ c over a b1 d1 b2 d2 b3 c ---------------------------------------------------------------------------

    private static final String LOOP = "a b1 d1 b2 d2 b3 c";

    @Test
    void whenLoopIsStrict_thenWhatIsBetweenBreaksIt() {
        Pattern<Letter> pattern =
                a().followedByAny("b", is("b")).oneOrMore().consecutive().next("c", is("c"));
        assertThat(matches(pattern, LOOP)).containsExactly("a b3 c");
    }

    @Test
    void whenLoopIsRelaxed_thenWhatDoesNotMatchIsIgnored() {
        Pattern<Letter> pattern = a().followedByAny("b", is("b")).oneOrMore().followedBy("c", is("c"));
        assertThat(matches(pattern, LOOP))
                .containsExactlyInAnyOrder("a b1 c", "a b1 b2 c", "a b1 b2 b3 c", "a b2 c", "a b2 b3 c", "a b3 c");
    }

    @Test
    void whenLoopAllowsCombinations_thenAlsoThoseThatSkipWhatMatches() {
        Pattern<Letter> pattern =
                a().followedByAny("b", is("b")).oneOrMore().allowCombinations().followedBy("c", is("c"));
        assertThat(matches(pattern, LOOP))
                .containsExactlyInAnyOrder(
                        "a b1 c", "a b1 b2 c", "a b1 b3 c", "a b1 b2 b3 c", "a b2 c", "a b2 b3 c", "a b3 c");
    }

    // ---- c a+ b over C D A1 A2 A3 D A4 B --------------------------------------------------------------------------

    private static final String RUNS = "c d a1 a2 a3 d a4 b";

    private static Pattern<Letter> runs() {
        return Pattern.<Letter>begin("c", is("c")).followedBy("a", is("a")).oneOrMore();
    }

    @Test
    void whenConsecutive_thenTheRunEndsAtTheGap() {
        assertThat(matches(runs().consecutive().followedBy("b", is("b")), RUNS))
                .containsExactlyInAnyOrder("c a1 b", "c a1 a2 b", "c a1 a2 a3 b");
    }

    @Test
    void whenNotConsecutive_thenTheRunGoesOn() {
        assertThat(matches(runs().followedBy("b", is("b")), RUNS))
                .containsExactlyInAnyOrder("c a1 b", "c a1 a2 b", "c a1 a2 a3 b", "c a1 a2 a3 a4 b");
    }

    /** Flink's documentation also lists those that begin with a2, a3 and a4: they are of {@code followedByAny}. */
    @Test
    void whenCombinations_thenAnyOfTheRun() {
        assertThat(matches(runs().allowCombinations().followedBy("b", is("b")), RUNS))
                .containsExactlyInAnyOrder(
                        "c a1 b",
                        "c a1 a2 b",
                        "c a1 a3 b",
                        "c a1 a4 b",
                        "c a1 a2 a3 b",
                        "c a1 a2 a4 b",
                        "c a1 a3 a4 b",
                        "c a1 a2 a3 a4 b");
    }

    @Test
    void whenAnyBeginsAnyCombination_thenAllOfFlinksExample() {
        Pattern<Letter> pattern = Pattern.<Letter>begin("c", is("c"))
                .followedByAny("a", is("a"))
                .oneOrMore()
                .allowCombinations()
                .followedBy("b", is("b"));
        assertThat(matches(pattern, RUNS))
                .hasSize(15)
                .contains("c a2 b", "c a2 a4 b", "c a3 a4 b", "c a4 b", "c a1 a2 a3 a4 b");
    }

    // ---- how often ------------------------------------------------------------------------------------------------

    @Test
    void whenTimes_thenExactlySoMany() {
        assertThat(matches(a().times(2), "a1 c a2 a3")).containsExactly("a1 a2", "a2 a3");
        assertThat(matches(a().times(2).consecutive(), "a1 c a2 a3")).containsExactly("a2 a3");
    }

    @Test
    void whenTimesFromTo_thenEachNumberIsAMatch() {
        assertThat(matches(a().times(1, 2), "a1 a2")).containsExactlyInAnyOrder("a1", "a1 a2", "a2");
        assertThat(matches(a().times(2, 3).next("b", is("b")), "a1 a2 a3 a4 b"))
                .containsExactlyInAnyOrder("a2 a3 a4 b", "a3 a4 b");
        assertThat(matches(a().timesOrMore(3), "a1 a2 a3 a4"))
                .containsExactlyInAnyOrder("a1 a2 a3", "a1 a2 a3 a4", "a2 a3 a4");
    }

    @Test
    void whenOptional_thenAlsoWithout() {
        Pattern<Letter> pattern = a().followedBy("b", is("b")).optional().followedBy("c", is("c"));
        assertThat(matches(pattern, "a b c")).containsExactlyInAnyOrder("a b c", "a c");
        assertThat(matches(pattern, "a d c")).containsExactly("a c");
    }

    @Test
    void whenOptionalRepeats_thenNoneOrSoMany() {
        Pattern<Letter> pattern =
                a().followedBy("b", is("b")).times(2).optional().followedBy("c", is("c"));
        assertThat(matches(pattern, "a b1 b2 c")).containsExactlyInAnyOrder("a b1 b2 c", "a c");
        assertThat(matches(pattern, "a b1 c")).containsExactly("a c");
    }

    /** The contiguity is that of the step that is reached. */
    @Test
    void whenOptionalIsLeftOut_thenTheNextStepsOwnContiguity() {
        Pattern<Letter> pattern = a().followedBy("b", is("b")).optional().next("c", is("c"));
        assertThat(matches(pattern, "a d c")).isEmpty();
        assertThat(matches(pattern, "a d b c")).containsExactly("a b c");
        assertThat(matches(pattern, "a c")).containsExactly("a c");
    }

    @Test
    void whenOptionalIsFirstOrLast_thenBothWays() {
        Pattern<Letter> first = a().optional().followedBy("b", is("b"));
        assertThat(matches(first, "a b")).containsExactlyInAnyOrder("a b", "b");
        Pattern<Letter> last = a().followedBy("b", is("b")).optional();
        assertThat(matches(last, "a b")).containsExactlyInAnyOrder("a", "a b");
    }

    // ---- conditions that look back --------------------------------------------------------------------------------

    @Test
    void whenAConditionLooksBack_thenItSeesWhatWasTakenBefore() {
        Pattern<Letter> rising = Pattern.begin(
                        "a",
                        (Letter event, io.leat.pattern.Matched<Letter> soFar) -> !soFar.has("a")
                                || event.number() > soFar.last("a").number())
                .times(3);
        assertThat(matches(rising, "a1 a3 a2 a5")).containsExactlyInAnyOrder("a1 a3 a5");
    }

    @Test
    void whenALoopIsBoundedByItsSum_thenItEndsThere() {
        Pattern<Letter> pattern = a().followedBy(
                        "b",
                        (event, soFar) -> event.name().startsWith("b")
                                && soFar.all("b").stream()
                                                        .mapToInt(Letter::number)
                                                        .sum()
                                                + event.number()
                                        <= 5)
                .oneOrMore()
                .followedBy("c", is("c"));
        assertThat(matches(pattern, "a b2 b4 b3 c")).containsExactlyInAnyOrder("a b2 c", "a b2 b3 c");
    }
}
