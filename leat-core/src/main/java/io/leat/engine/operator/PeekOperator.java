// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.engine.operator;

import io.leat.engine.port.Failures;
import io.leat.engine.port.Receiver;
import io.leat.engine.port.Tally;
import io.leat.function.Action;
import org.jspecify.annotations.Nullable;

/** Does something with each record and passes it on; one with which that fails goes no further. */
public final class PeekOperator<T extends @Nullable Object> extends Receiver<T> {
    private final Action<? super T> action;
    private final Receiver<? super T> next;
    private final Tally tally;
    private final Failures failures;

    public PeekOperator(Action<? super T> action, Receiver<? super T> next, Tally tally, Failures failures) {
        this.action = action;
        this.next = next;
        this.tally = tally;
        this.failures = failures;
    }

    @Override
    public void receive(T value, long ts, long own) {
        tally.in++;
        try {
            action.accept(value);
        } catch (Exception e) {
            failures.failed(value, ts, e);
            return;
        }
        next.receive(value, ts, own);
    }
}
