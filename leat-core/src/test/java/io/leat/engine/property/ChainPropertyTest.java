// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.engine.property;

import io.leat.engine.reference.Shape;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Windows behind and beside each other give what SEMANTICS says, whatever the events, the host and the restarts. */
class ChainPropertyTest {
    private static final int CASES = 80;

    @ParameterizedTest
    @EnumSource
    void whenWindowsArePutTogether_thenAsDefined(ChainTrial.Form form) {
        Property.check(CASES, random -> {
            RandomCases cases = new RandomCases(random);
            Shape first = cases.shape();
            long unit = RandomCases.unit(first);
            return new ChainTrial(cases.feed(unit), cases.feed(unit), form, first, cases.shape(), cases.lateness());
        });
    }
}
