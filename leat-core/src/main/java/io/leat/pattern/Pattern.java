// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.pattern;

import io.leat.function.Condition;
import io.leat.time.Millis;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A sequence of steps to be found among the events of a key. Immutable: each method returns another pattern.
 *
 * <pre>{@code
 * Pattern.<Call>begin("slow", c -> c.latencyMs() > 2_000).times(3)
 *     .followedBy("error", Call::failed)
 *     .within(Duration.ofMinutes(1))
 * }</pre>
 *
 * <p>Events are taken in the order of their time, equal times in the order of arrival, whatever the order in which they came.
 * A match gives each step its events, one after the other; what may lie between two of them is the {@link Contiguity} of the
 * later one. Every sequence that fits is a match, also those that share events, unless {@link #skipPastLastEvent} is set:
 * {@code a followedBy b} over {@code a1 a2 b} matches {@code a1 b} and {@code a2 b}. The rules are those of Flink CEP.
 *
 * <p>In the examples {@code a}, {@code b1}, … are events that meet the condition of the step with their letter.
 *
 * @param <T> the events
 */
public final class Pattern<T> {
    /** The most steps of a pattern. */
    public static final int MOST_STEPS = 60;

    /** What {@link #maxPartialMatches} is unless it is set. */
    public static final int DEFAULT_PARTIAL_MATCHES = 10_000;

    private static final long LONGEST_MS = 1L << 61;

    private final List<PatternStep<T>> steps;
    private final Options options;

    /** What is said of the pattern as a whole; no time is 0. */
    private record Options(long withinMs, boolean skipPastLastEvent, int maxPartialMatches) {}

    private Pattern(List<PatternStep<T>> steps, Options options) {
        this.steps = List.copyOf(steps);
        this.options = options;
    }

    // ---- steps ----------------------------------------------------------------------------------------------------

    /**
     * Begins a pattern: every event that meets the condition begins a match.
     *
     * @param name of the step, by which a {@link Match} tells its events
     */
    public static <T> Pattern<T> begin(String name, Condition<? super T> condition) {
        return begin(name, PatternCondition.<T>of(condition));
    }

    /** Begins a pattern by a condition that looks back, as it may if the step {@linkplain #times repeats}. */
    public static <T> Pattern<T> begin(String name, PatternCondition<T> condition) {
        Options options = new Options(0, false, DEFAULT_PARTIAL_MATCHES);
        return new Pattern<T>(List.of(), options).add(name, Relation.BEGIN, condition);
    }

    /**
     * Adds a step whose event comes right after, with no other event of the key between: {@code a next b} over
     * {@code a c b1 b2} matches nothing.
     */
    public Pattern<T> next(String name, Condition<? super T> condition) {
        return next(name, PatternCondition.<T>of(condition));
    }

    /** Adds a step as {@link #next(String, Condition)} does, by a condition that looks back. */
    public Pattern<T> next(String name, PatternCondition<T> condition) {
        return add(name, Relation.NEXT, condition);
    }

    /**
     * Adds a step whose event comes later: what does not meet the condition is skipped, the first that does is taken.
     * {@code a followedBy b} over {@code a c b1 b2} matches {@code a b1}.
     */
    public Pattern<T> followedBy(String name, Condition<? super T> condition) {
        return followedBy(name, PatternCondition.<T>of(condition));
    }

    /** Adds a step as {@link #followedBy(String, Condition)} does, by a condition that looks back. */
    public Pattern<T> followedBy(String name, PatternCondition<T> condition) {
        return add(name, Relation.FOLLOWED_BY, condition);
    }

    /**
     * Adds a step whose event is any later one that meets the condition, each in a match of its own.
     * {@code a followedByAny b} over {@code a c b1 b2} matches {@code a b1} and {@code a b2}.
     */
    public Pattern<T> followedByAny(String name, Condition<? super T> condition) {
        return followedByAny(name, PatternCondition.<T>of(condition));
    }

    /** Adds a step as {@link #followedByAny(String, Condition)} does, by a condition that looks back. */
    public Pattern<T> followedByAny(String name, PatternCondition<T> condition) {
        return add(name, Relation.FOLLOWED_BY_ANY, condition);
    }

    /**
     * Says that the event right after must not meet the condition. {@code a notNext b followedBy c} over {@code a1 b c a2 d c}
     * matches {@code a2 c}. After a step that repeats it holds for each event after which the step may be complete. At the
     * end of a pattern the match is complete when the next event has come, and has the time of that.
     *
     * @throws IllegalArgumentException if the step before is optional
     */
    public Pattern<T> notNext(String name, Condition<? super T> condition) {
        return notNext(name, PatternCondition.<T>of(condition));
    }

    /** Says what must not come as {@link #notNext(String, Condition)} does, by a condition that looks back. */
    public Pattern<T> notNext(String name, PatternCondition<T> condition) {
        return negation(name, Relation.NOT_NEXT, condition);
    }

    /**
     * Says that no event may meet the condition after those of the step before and before that of the step behind.
     * {@code a notFollowedBy b followedBy c} over {@code a1 b a2 d c} matches {@code a2 c}. After a step that repeats it holds
     * from its first event on: {@code a b+ notFollowedBy x c} over {@code a b1 x b2 c} matches nothing that has {@code b1}.
     * An event that both meets the condition and is taken by the step behind is taken.
     *
     * <p>At the end of a pattern, where it needs {@link #within}, the match is complete when that time has passed:
     * {@code a notFollowedBy b within 10 s} matches {@code a} if no {@code b} comes less than ten seconds after it, and has the
     * time of the last of these milliseconds.
     *
     * @throws IllegalArgumentException if the step before is optional
     */
    public Pattern<T> notFollowedBy(String name, Condition<? super T> condition) {
        return notFollowedBy(name, PatternCondition.<T>of(condition));
    }

    /** Says what must not come as {@link #notFollowedBy(String, Condition)} does, by a condition that looks back. */
    public Pattern<T> notFollowedBy(String name, PatternCondition<T> condition) {
        return negation(name, Relation.NOT_FOLLOWED_BY, condition);
    }

    private Pattern<T> negation(String name, Relation relation, PatternCondition<T> condition) {
        PatternStep<T> before = last();
        if (before.optional()) {
            throw new IllegalArgumentException(relation + " '" + name + "' stands behind the optional step '"
                    + before.name() + "', which leaves open after what: make two patterns, with and without '"
                    + before.name() + "'");
        }
        return add(name, relation, condition);
    }

    private Pattern<T> add(String name, Relation relation, PatternCondition<T> condition) {
        if (name.isBlank()) {
            throw new IllegalArgumentException("the name of a step of a pattern is blank");
        }
        if (steps.stream().anyMatch(step -> step.name().equals(name))) {
            throw new IllegalArgumentException("two steps of a pattern are named '" + name
                    + "': a match tells its events by the name, so each step needs its own");
        }
        if (steps.size() == MOST_STEPS) {
            throw new IllegalArgumentException(
                    "step '" + name + "' is one too many: a pattern has at most " + MOST_STEPS + " steps");
        }
        List<PatternStep<T>> more = new ArrayList<>(steps);
        more.add(PatternStep.once(name, relation, condition));
        return new Pattern<>(more, options);
    }

    // ---- how often ------------------------------------------------------------------------------------------------

    /**
     * Lets the step just added take exactly {@code times} events. Between them lies what does not match, unless
     * {@link #consecutive} or {@link #allowCombinations} says otherwise. {@code a{2}} over {@code a1 c a2 a3} matches
     * {@code a1 a2} and {@code a2 a3}.
     *
     * @param times at least 1
     */
    public Pattern<T> times(int times) {
        return times(times, times);
    }

    /**
     * Lets the step just added take from {@code min} to {@code max} events, each number in a match of its own: {@code a{1,2}}
     * over {@code a1 a2} matches {@code a1}, {@code a1 a2} and {@code a2}.
     *
     * @param min at least 1; for none see {@link #optional}
     */
    public Pattern<T> times(int min, int max) {
        PatternStep<T> step = positive("times");
        if (min < 1 || max < min) {
            throw new IllegalArgumentException("step '" + step.name() + "' repeats " + min
                    + (min == max ? "" : " to " + max) + " times: give at least 1, the smaller number first"
                    + (min == 0 ? ", and .optional() for none" : ""));
        }
        if (step.repeats()) {
            throw new IllegalArgumentException("step '" + step.name() + "' is already said to repeat: say it once");
        }
        return with(step.times(min, max));
    }

    /**
     * Lets the step just added take any number of events, but one. {@code a followedByAny b+ followedBy c} over
     * {@code a b1 d b2 c} matches {@code a b1 c}, {@code a b1 b2 c} and {@code a b2 c}.
     */
    public Pattern<T> oneOrMore() {
        return timesOrMore(1);
    }

    /** Lets the step just added take any number of events, but at least {@code min}. */
    public Pattern<T> timesOrMore(int min) {
        return times(min, PatternStep.UNLIMITED);
    }

    /**
     * Lets the step just added also take no event at all, in a match of its own: {@code a followedBy b? followedBy c} over
     * {@code a b c} matches {@code a b c} and {@code a c}. The contiguity is then that of the step that is reached.
     */
    public Pattern<T> optional() {
        return with(positive("optional").orNone());
    }

    /**
     * Lets nothing lie between the events of the step just added, which repeats: {@code c followedBy a+ consecutive followedBy
     * b} over {@code c d a1 a2 d a3 b} matches {@code c a1 b} and {@code c a1 a2 b}.
     */
    public Pattern<T> consecutive() {
        return inner("consecutive", Contiguity.STRICT);
    }

    /**
     * Lets anything lie between the events of the step just added, which repeats, also events that match: {@code c followedBy
     * a+ combinations followedBy b} over {@code c a1 a2 a3 b} matches also {@code c a1 a3 b}. There may be very many.
     */
    public Pattern<T> allowCombinations() {
        return inner("allowCombinations", Contiguity.ANY);
    }

    private Pattern<T> inner(String method, Contiguity contiguity) {
        PatternStep<T> step = positive(method);
        if (!step.repeats()) {
            throw new IllegalArgumentException(
                    "step '" + step.name() + "' takes one event: give times(…) or oneOrMore() before " + method + "()");
        }
        if (step.inner() != Contiguity.RELAXED) {
            throw new IllegalArgumentException("step '" + step.name()
                    + "' is already said to be consecutive or to allow combinations: say one of them, once");
        }
        return with(step.within(contiguity));
    }

    private PatternStep<T> positive(String method) {
        PatternStep<T> step = last();
        if (step.relation().isNegated()) {
            throw new IllegalArgumentException(method + "() after " + step.relation() + " '" + step.name()
                    + "', which takes no events: call it right after a step that does");
        }
        return step;
    }

    private PatternStep<T> last() {
        return steps.get(steps.size() - 1);
    }

    private Pattern<T> with(PatternStep<T> changed) {
        List<PatternStep<T>> others = new ArrayList<>(steps);
        others.set(others.size() - 1, changed);
        return new Pattern<>(others, options);
    }

    // ---- the whole ------------------------------------------------------------------------------------------------

    /**
     * Bounds a match in time: each of its events comes less than {@code duration} after the first. An event exactly that
     * much later is no longer part of it. What is not complete by then has timed out.
     *
     * <p>A pattern needs it unless its steps follow each other strictly and repeat a limited number of times, since what
     * was matched so far would be kept for ever.
     *
     * @param duration at least a millisecond
     */
    public Pattern<T> within(Duration duration) {
        long ms = Millis.positive("the duration of a pattern", duration);
        if (ms > LONGEST_MS) {
            throw new IllegalArgumentException("a pattern within " + duration + ": give at most "
                    + Duration.ofMillis(LONGEST_MS) + ", which is about 73 million years");
        }
        if (options.withinMs != 0) {
            throw new IllegalArgumentException("a pattern is given within " + Duration.ofMillis(options.withinMs)
                    + " and within " + duration + ": give one, which is for the whole");
        }
        return new Pattern<>(steps, new Options(ms, options.skipPastLastEvent, options.maxPartialMatches));
    }

    /**
     * Lets no two matches overlap: that which begins first counts, and nothing that begins at or before its last event.
     * {@code b+ next c} over {@code b1 b2 b3 c} matches {@code b1 b2 b3 c} alone. Of the matches that begin with the same
     * event the one that is complete first counts; of those complete at once that which, where they first differ, has the
     * earlier event, so the longest of a step that repeats.
     *
     * <p>A match waits as long as one that began before it may still become complete, and then has the time of the event, or
     * of the end of the duration, by which that was decided.
     */
    public Pattern<T> skipPastLastEvent() {
        return new Pattern<>(steps, new Options(options.withinMs, true, options.maxPartialMatches));
    }

    /**
     * Sets how many matches of one key may be under way at a time, {@value #DEFAULT_PARTIAL_MATCHES} unless set. An event that
     * would begin one too many, or branch into one, fails by the policy of the step; those under way go on.
     *
     * @param most at least 1
     */
    public Pattern<T> maxPartialMatches(int most) {
        if (most < 1) {
            throw new IllegalArgumentException("at most " + most + " partial matches: give at least 1");
        }
        return new Pattern<>(steps, new Options(options.withinMs, options.skipPastLastEvent, most));
    }

    // ---- what was defined -----------------------------------------------------------------------------------------

    /** Returns the steps in order. */
    public List<PatternStep<T>> steps() {
        return steps;
    }

    /** Returns the duration in milliseconds; 0 if there is none. */
    public long withinMs() {
        return options.withinMs;
    }

    /** Returns whether no two matches overlap. */
    public boolean skipsPastLastEvent() {
        return options.skipPastLastEvent;
    }

    /** Returns how many matches of one key may be under way at a time. */
    public int maxPartialMatches() {
        return options.maxPartialMatches;
    }

    /** Returns the pattern as in a picture: {@code slow{3} followedBy error within PT1M}. */
    @Override
    public String toString() {
        return steps.stream().map(PatternStep::toString).collect(Collectors.joining(" "))
                + (options.withinMs == 0 ? "" : " within " + Duration.ofMillis(options.withinMs))
                + (options.skipPastLastEvent ? ", skip past last event" : "");
    }
}
