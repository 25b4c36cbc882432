// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.cli.chaos;

import io.leat.state.Entries;
import io.leat.state.KeyedProcess;
import io.leat.state.ProcessContext;
import java.time.Duration;
import java.time.Instant;

/**
 * Notices lanes that have been quiet, with timers: whether a call follows another is judged when all that could follow have come, so
 * it does not depend on what else was read meanwhile.
 */
final class Quiet extends KeyedProcess<String, Call, Quiet.Silence> {
    private static final Duration LIMIT = Duration.ofMillis(400);

    private final Entries<Instant, Integer> calls = entries("calls", Instant.class, Integer.class);

    /** A lane had no call for a while after these, which came at one time. */
    record Silence(String lane, Instant since, int calls) {}

    @Override
    protected void onEvent(Call call, ProcessContext<String, Silence> context) {
        Integer before = calls.get(context.time());
        calls.put(context.time(), before == null ? 1 : before + 1);
        context.timer(context.time().plus(LIMIT));
    }

    @Override
    protected void onTimer(Instant at, ProcessContext<String, Silence> context) {
        Instant since = at.minus(LIMIT);
        boolean followed = false;
        for (Instant time : calls.all().keySet()) {
            followed |= time.isAfter(since) && !time.isAfter(at);
        }
        Integer then = calls.get(since);
        if (!followed && then != null) {
            context.emit(new Silence(context.key(), since, then));
        }
        calls.remove(since);
    }
}
