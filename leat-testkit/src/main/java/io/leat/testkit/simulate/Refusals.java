// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.testkit.simulate;

import java.io.IOException;
import java.util.Random;

/** Which calls of things outside fail: a few of a run, so that none fails as often as the engine tries it. */
final class Refusals {
    private final Random random;
    private final int oneOf;
    private int left;

    /** {@code most}: how many calls fail at most; {@code oneOf}: the larger, the later. */
    Refusals(Random random, int most, int oneOf) {
        this.random = random;
        this.left = most;
        this.oneOf = oneOf;
    }

    void mayFail(String call) throws IOException {
        if (left > 0 && random.nextInt(oneOf) == 0) {
            left--;
            throw new IOException(call + " is refused, as the seed wants it");
        }
    }
}
