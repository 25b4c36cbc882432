// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.state;

import io.leat.state.ProcessDriver.Moment;
import io.leat.state.ProcessDriver.Stamped;
import io.leat.time.Millis;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** How long what is written to a state lives: for ever, or some time from its writing, for which it carries a stamp. */
final class Lifetime {
    /** The time to live of what lives for ever. */
    static final long UNLIMITED = Long.MAX_VALUE;

    private final Moment moment;
    private final long timeToLive;

    Lifetime(Moment moment, long timeToLiveMs) {
        this.moment = moment;
        this.timeToLive = timeToLiveMs;
    }

    long timeToLiveMs() {
        return timeToLive;
    }

    boolean isLimited() {
        return timeToLive != UNLIMITED;
    }

    /** Returns what is stored of something that is written now. */
    Object stamped(Object content) {
        if (!isLimited()) {
            return content;
        }
        Stamped stamped = new Stamped(content, moment.nowMs);
        moment.earliestMs = Math.min(moment.earliestMs, expiry(stamped));
        return stamped;
    }

    /** Returns what was written, or null if it has expired. */
    @Nullable
    Object alive(@Nullable Object stored) {
        if (stored == null || !isLimited()) {
            return stored;
        }
        return expiry(stored) <= moment.expiredMs ? null : ((Stamped) stored).content();
    }

    /** Returns when something stored expires. */
    long expiry(@Nullable Object stored) {
        return Millis.plus(((Stamped) Objects.requireNonNull(stored)).writtenMs(), timeToLive);
    }
}
