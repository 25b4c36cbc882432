// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.join;

/** What a join gives: pairs, and what is done with records that find no partner. */
public enum JoinType {
    /** Every pair. */
    INNER(true, false, false),
    /** Every pair, and each left record that finds no partner, without a right one. */
    LEFT(true, true, false),
    /** Every pair, and each right record that finds no partner, without a left one. */
    RIGHT(true, false, true),
    /** Every pair, and each record of either side that finds no partner. */
    FULL(true, true, true),
    /** Each left record that finds a partner, once. */
    SEMI(false, false, false),
    /** Each left record that finds no partner. */
    ANTI(false, true, false);

    private final boolean pairs;
    private final boolean loneLeft;
    private final boolean loneRight;

    JoinType(boolean pairs, boolean loneLeft, boolean loneRight) {
        this.pairs = pairs;
        this.loneLeft = loneLeft;
        this.loneRight = loneRight;
    }

    /** Returns whether every pair is a result. */
    public boolean givesPairs() {
        return pairs;
    }

    /** Returns whether a left record without a partner is a result. */
    public boolean givesLoneLeft() {
        return loneLeft;
    }

    /** Returns whether a right record without a partner is a result. */
    public boolean givesLoneRight() {
        return loneRight;
    }
}
