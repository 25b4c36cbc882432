// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.engine.operator;

import io.leat.engine.port.Failures;
import io.leat.engine.port.Receiver;
import io.leat.engine.port.Tally;
import io.leat.function.Condition;
import org.jspecify.annotations.Nullable;

/** Sends records that meet a condition one way, and the others another. */
public final class SplitOperator<T extends @Nullable Object> extends Receiver<T> {
    private final Condition<? super T> condition;
    private final Receiver<? super T> matching;
    private final Receiver<? super T> rest;
    private final Tally tally;
    private final Failures failures;

    public SplitOperator(
            Condition<? super T> condition,
            Receiver<? super T> matching,
            Receiver<? super T> rest,
            Tally tally,
            Failures failures) {
        this.condition = condition;
        this.matching = matching;
        this.rest = rest;
        this.tally = tally;
        this.failures = failures;
    }

    @Override
    public void receive(T value, long ts, long own) {
        tally.in++;
        boolean matches;
        try {
            matches = condition.test(value);
        } catch (Exception e) {
            failures.failed(value, ts, e);
            return;
        }
        if (matches) {
            matching.receive(value, ts, own);
        } else {
            rest.receive(value, ts, own);
        }
    }
}
