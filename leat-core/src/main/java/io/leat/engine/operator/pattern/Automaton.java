// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.engine.operator.pattern;

import io.leat.pattern.Contiguity;
import io.leat.pattern.Pattern;
import io.leat.pattern.PatternStep;
import io.leat.pattern.Relation;
import io.leat.time.Millis;
import java.util.ArrayList;
import java.util.List;

/**
 * A pattern as a nondeterministic automaton. Its states are the steps that take events, by number, each with how many it has
 * taken; a set of steps is a bit mask. What must not come is kept with the step before it.
 *
 * <p>After the NFA<sup>b</sup> of Agrawal, Diao, Gyllstrom and Immerman, "Efficient pattern matching over event streams", SIGMOD
 * 2008: their take and proceed edges are {@link #targets}, their ignore edges {@link #staysAfter}.
 */
final class Automaton {
    /** There is no target: the mask of no step. */
    static final long NONE = 0;

    private final long withinMs;
    private final List<Stage> stages = new ArrayList<>();

    /** A step that takes events, and the numbers of the conditions that must not be met after it. */
    private static final class Stage {
        final PatternStep<?> step;
        final int condition;
        final List<Integer> notNext = new ArrayList<>();
        final List<Integer> notFollowedBy = new ArrayList<>();
        /** The steps that can follow. */
        long onward;
        /** Whether all of them are optional. */
        boolean isLast;

        Stage(PatternStep<?> step, int condition) {
            this.step = step;
            this.condition = condition;
        }
    }

    Automaton(Pattern<?> pattern) {
        this.withinMs = pattern.withinMs();
        int condition = 0;
        for (PatternStep<?> step : pattern.steps()) {
            if (step.relation() == Relation.NOT_NEXT) {
                last().notNext.add(condition);
            } else if (step.relation() == Relation.NOT_FOLLOWED_BY) {
                last().notFollowedBy.add(condition);
            } else {
                stages.add(new Stage(step, condition));
            }
            condition++;
        }
        for (int i = 0; i < stages.size(); i++) {
            stages.get(i).onward = from(i + 1);
            stages.get(i).isLast = stages.subList(i + 1, stages.size()).stream().allMatch(s -> s.step.optional());
        }
    }

    private Stage last() {
        return stages.get(stages.size() - 1);
    }

    /** Returns how many steps take events. */
    int size() {
        return stages.size();
    }

    String name(int stage) {
        return stages.get(stage).step.name();
    }

    /** Returns the number of a step's condition among those of the pattern. */
    int condition(int stage) {
        return stages.get(stage).condition;
    }

    /** Returns the steps with which a match can begin. */
    long starts() {
        return from(0);
    }

    /** Returns the steps that can take the next event of a match after {@code count} of a step. */
    long targets(int stage, int count) {
        Stage from = stages.get(stage);
        long again = count < from.step.max() ? bit(stage) : NONE;
        return count < from.step.min() ? again : again | from.onward;
    }

    /** The steps up to the first that is not optional. */
    private long from(int first) {
        long mask = NONE;
        for (int i = first; i < stages.size(); i++) {
            mask |= bit(i);
            if (!stages.get(i).step.optional()) {
                break;
            }
        }
        return mask;
    }

    static long bit(int stage) {
        return 1L << stage;
    }

    /** Returns whether a target may still take a later event when this one did, or did not, match. */
    boolean staysAfter(int stage, int target, boolean matched) {
        PatternStep<?> step = stages.get(target).step;
        Contiguity contiguity = target == stage ? step.inner() : step.relation().contiguity();
        return contiguity == Contiguity.ANY || (contiguity == Contiguity.RELAXED && !matched);
    }

    /** Returns whether nothing more needs to be taken after {@code count} events of a step. */
    boolean isAtEnd(int stage, int count) {
        Stage from = stages.get(stage);
        return from.isLast && count >= from.step.min();
    }

    /** Returns the conditions that the event right after {@code count} of a step must not meet. */
    List<Integer> notNext(int stage, int count) {
        Stage before = stages.get(stage);
        return count < before.step.min() ? List.of() : before.notNext;
    }

    /** Returns the conditions that no event after those of a step must meet. */
    List<Integer> notFollowedBy(int stage) {
        return stages.get(stage).notFollowedBy;
    }

    /** Returns whether a match is complete when its time has passed. */
    boolean endsByAbsence() {
        return !last().notFollowedBy.isEmpty();
    }

    /** Returns whether a match is complete when one more event has come. */
    boolean endsByNext() {
        return !last().notNext.isEmpty() && !endsByAbsence();
    }

    /** Returns whether a match has a duration. */
    boolean isTimed() {
        return withinMs > 0;
    }

    /** Returns the last millisecond of a match that begins at {@code start}. */
    long lastTime(long start) {
        return isTimed() ? Millis.plus(start, withinMs - 1) : Long.MAX_VALUE;
    }
}
