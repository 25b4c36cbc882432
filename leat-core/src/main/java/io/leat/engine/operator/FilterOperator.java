// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.engine.operator;

import io.leat.engine.port.Failures;
import io.leat.engine.port.Receiver;
import io.leat.engine.port.Tally;
import io.leat.function.Condition;
import org.jspecify.annotations.Nullable;

/** Keeps the records that meet a condition. */
public final class FilterOperator<T extends @Nullable Object> extends Receiver<T> {
    private final Condition<? super T> keep;
    private final Receiver<? super T> next;
    private final Tally tally;
    private final Failures failures;

    public FilterOperator(Condition<? super T> keep, Receiver<? super T> next, Tally tally, Failures failures) {
        this.keep = keep;
        this.next = next;
        this.tally = tally;
        this.failures = failures;
    }

    @Override
    public void receive(T value, long ts, long own) {
        tally.in++;
        boolean kept;
        try {
            kept = keep.test(value);
        } catch (Exception e) {
            failures.failed(value, ts, e);
            return;
        }
        if (kept) {
            next.receive(value, ts, own);
        } else {
            tally.filtered++;
        }
    }
}
