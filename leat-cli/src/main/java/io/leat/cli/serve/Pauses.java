// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.cli.serve;

import java.time.Duration;

/**
 * How long a pipeline that has failed waits before it is started again: a second, then twice as long each time, at most a minute. When it
 * has run for a minute, it begins with a second again. For one thread.
 */
final class Pauses {
    private final Duration first;
    private final Duration longest;
    private Duration next;

    Pauses() {
        this(Duration.ofSeconds(1), Duration.ofMinutes(1));
    }

    Pauses(Duration first, Duration longest) {
        this.first = first;
        this.longest = longest;
        this.next = first;
    }

    /**
     * Returns the next pause.
     *
     * @param ran how long the pipeline has run this time
     */
    Duration after(Duration ran) {
        Duration pause = ran.compareTo(longest) >= 0 ? first : next;
        Duration twice = pause.multipliedBy(2);
        next = twice.compareTo(longest) < 0 ? twice : longest;
        return pause;
    }
}
