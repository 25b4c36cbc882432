// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.engine.operator;

import io.leat.engine.port.Failures;
import io.leat.engine.port.Receiver;
import io.leat.engine.port.Tally;
import io.leat.function.Mapper;
import org.jspecify.annotations.Nullable;

/** Makes one record of each. */
public final class MapOperator<T extends @Nullable Object, R extends @Nullable Object> extends Receiver<T> {
    private final Mapper<? super T, ? extends R> function;
    private final Receiver<? super R> next;
    private final Tally tally;
    private final Failures failures;

    public MapOperator(
            Mapper<? super T, ? extends R> function, Receiver<? super R> next, Tally tally, Failures failures) {
        this.function = function;
        this.next = next;
        this.tally = tally;
        this.failures = failures;
    }

    @Override
    public void receive(T value, long ts, long own) {
        tally.in++;
        R result;
        try {
            result = function.apply(value);
        } catch (Exception e) {
            failures.failed(value, ts, e);
            return;
        }
        next.receive(result, ts, own);
    }
}
