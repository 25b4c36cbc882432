// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.engine.operator.pattern;

import io.leat.engine.port.Output;
import io.leat.engine.port.Tally;
import io.leat.graph.Step;
import org.jspecify.annotations.Nullable;

/** Makes results of what was taken. */
final class MatchOutput {
    private final Automaton automaton;
    private final Output output;
    private final Tally tally;

    MatchOutput(Automaton automaton, Output output, Tally tally) {
        this.automaton = automaton;
        this.output = output;
        this.tally = tally;
    }

    void match(Taken last, long time) {
        tally.out++;
        output.emit(Step.MAIN, SoFar.match(automaton, last), time);
    }

    void timedOut(Taken last, long time) {
        if (output.isRead(Step.TIMED_OUT)) {
            output.emit(Step.TIMED_OUT, SoFar.match(automaton, last), time);
        }
    }

    void late(@Nullable Object event, long ts) {
        tally.late++;
        output.emit(Step.LATE_EVENTS, event, ts);
    }
}
