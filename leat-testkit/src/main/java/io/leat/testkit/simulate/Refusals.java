// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.testkit.simulate;

import io.leat.testkit.machine.Story;
import java.io.IOException;
import java.util.Random;

/** Which calls of things outside fail: a few of a run, so that none fails as often as the engine tries it. */
final class Refusals {
    private final Random random;
    private final int oneOf;
    private final Story story;
    private int left;

    /** {@code most}: how many calls fail at most; {@code oneOf}: the larger, the later. */
    Refusals(Random random, Story story, int most, int oneOf) {
        this.random = random;
        this.story = story;
        this.left = most;
        this.oneOf = oneOf;
    }

    void mayFail(String call) throws IOException {
        if (left > 0 && random.nextInt(oneOf) == 0) {
            left--;
            story.mark("refused: " + call);
            throw new RefusedException(call);
        }
    }

    /** Returns whether something has failed because a call was refused. */
    static boolean isCause(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof RefusedException) {
                return true;
            }
        }
        return false;
    }

    private static final class RefusedException extends IOException {
        private static final long serialVersionUID = 1L;

        RefusedException(String call) {
            super(call + " is refused, as the seed wants it");
        }
    }
}
