// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.examples.silence;

import io.leat.state.KeyedProcess;
import io.leat.state.ProcessContext;
import io.leat.state.Value;
import java.time.Duration;
import java.time.Instant;

/**
 * Logic that notices keys which have fallen silent: once {@code limit} of event time has passed without an event, it says
 * so, and says it again only after the key has spoken. At the end of the input all keys fall silent.
 *
 * @param <T> the events; only their time matters
 */
public final class Silence<T> extends KeyedProcess<String, T, Silent> {
    private final Duration limit;
    private final Value<Instant> last = value("last", Instant.class);

    public Silence(Duration limit) {
        this.limit = limit;
    }

    @Override
    protected void onEvent(T event, ProcessContext<String, Silent> context) {
        if (context.time().isAfter(last.or(Instant.MIN))) {
            last.set(context.time());
            context.timer(context.time().plus(limit));
        }
    }

    /** Every event has set a timer; only that of the last one still means something. */
    @Override
    protected void onTimer(Instant at, ProcessContext<String, Silent> context) {
        Instant since = last.or(Instant.MIN);
        if (since.plus(limit).equals(at)) {
            context.emit(new Silent(context.key(), since));
        }
    }
}
