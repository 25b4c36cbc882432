// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.pattern;

/**
 * One step of a pattern, as it was defined.
 *
 * @param name unique in the pattern
 * @param relation how it stands to the step before
 * @param condition what an event must meet
 * @param min how many events it takes at least, if it takes any
 * @param max how many events it takes at most; {@link #UNLIMITED} for any number
 * @param inner what may lie between those events
 * @param optional whether it may take none
 * @param <T> the events
 */
public record PatternStep<T>(
        String name,
        Relation relation,
        PatternCondition<T> condition,
        int min,
        int max,
        Contiguity inner,
        boolean optional) {
    /** The most events of a step that may repeat for ever. */
    public static final int UNLIMITED = Integer.MAX_VALUE;

    static <T> PatternStep<T> once(String name, Relation relation, PatternCondition<T> condition) {
        return new PatternStep<>(name, relation, condition, 1, 1, Contiguity.RELAXED, false);
    }

    PatternStep<T> times(int from, int to) {
        return new PatternStep<>(name, relation, condition, from, to, inner, optional);
    }

    PatternStep<T> within(Contiguity contiguity) {
        return new PatternStep<>(name, relation, condition, min, max, contiguity, optional);
    }

    PatternStep<T> orNone() {
        return new PatternStep<>(name, relation, condition, min, max, inner, true);
    }

    /** Returns whether the step may take more than one event. */
    public boolean repeats() {
        return max > 1;
    }

    /** Returns the step as in a picture: {@code slow{3}}, {@code error?}. */
    @Override
    public String toString() {
        return (relation == Relation.BEGIN ? "" : relation + " ") + name + quantifier() + (optional ? "?" : "");
    }

    private String quantifier() {
        if (max == 1) {
            return "";
        }
        String range = min == max ? "{" + min + "}" : "{" + min + "," + (max == UNLIMITED ? "" : max) + "}";
        return switch (inner) {
            case STRICT -> range + " consecutive";
            case RELAXED -> range;
            case ANY -> range + " in any combination";
        };
    }
}
