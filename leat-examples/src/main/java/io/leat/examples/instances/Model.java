// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.examples.instances;

/**
 * A model that instances serve, and what its owner asks for it.
 *
 * @param usdPerMillionRead the price of a million prompt tokens, in US dollars
 * @param usdPerMillionWritten the price of a million generated tokens
 */
record Model(String name, double usdPerMillionRead, double usdPerMillionWritten) {
    static final Model SMALL = new Model("small", 0.15, 0.60);
    static final Model MEDIUM = new Model("medium", 0.80, 4.00);
    static final Model LARGE = new Model("large", 3.00, 15.00);

    /** Returns what a request costs, in US dollars, whether its answer is an error or not. */
    double usd(int promptTokens, int generatedTokens) {
        return (promptTokens * usdPerMillionRead + generatedTokens * usdPerMillionWritten) / 1e6;
    }
}
