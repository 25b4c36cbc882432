// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.engine.property;

import io.leat.engine.reference.Shape;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Windows give what SEMANTICS says, whatever the events, the host and the restarts. */
class WindowPropertyTest {
    private static final int CASES = 300;

    private static WindowTrial trial(Random random, boolean aligned) {
        RandomCases cases = new RandomCases(random);
        Shape shape = aligned ? cases.aligned() : new Shape.Sessions(cases.length());
        return new WindowTrial(
                cases.feed(RandomCases.unit(shape)),
                shape,
                cases.lateness(),
                random.nextBoolean(),
                random.nextInt(3) > 0 ? 0 : cases.length(),
                random.nextInt(5) > 0);
    }

    @Test
    void whenAlignedWindows_thenAsDefined() {
        Property.check(2 * CASES, random -> trial(random, true));
    }

    @Test
    void whenSessions_thenAsDefined() {
        Property.check(CASES, random -> trial(random, false));
    }
}
