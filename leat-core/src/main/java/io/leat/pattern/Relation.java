// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.pattern;

/** How a step of a pattern stands to the one before it. Named as the methods of {@link Pattern}. */
public enum Relation {
    /** It is the first. */
    BEGIN("begin", Contiguity.RELAXED, false),
    /** Its event comes right after. */
    NEXT("next", Contiguity.STRICT, false),
    /** Its event comes later; what does not match is skipped. */
    FOLLOWED_BY("followedBy", Contiguity.RELAXED, false),
    /** Its event is any later one that matches. */
    FOLLOWED_BY_ANY("followedByAny", Contiguity.ANY, false),
    /** Its event must not come right after. */
    NOT_NEXT("notNext", Contiguity.STRICT, true),
    /** Its event must not come before that of the step behind. */
    NOT_FOLLOWED_BY("notFollowedBy", Contiguity.RELAXED, true);

    private final String method;
    private final Contiguity contiguity;
    private final boolean negated;

    Relation(String method, Contiguity contiguity, boolean negated) {
        this.method = method;
        this.contiguity = contiguity;
        this.negated = negated;
    }

    /** Returns what may lie between the step and the one before it. */
    public Contiguity contiguity() {
        return contiguity;
    }

    /** Returns whether the step says what must not come: it takes no events. */
    public boolean isNegated() {
        return negated;
    }

    /** Returns the name of the method that adds such a step. */
    @Override
    public String toString() {
        return method;
    }
}
