// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.engine.operator;

import io.leat.engine.port.Failures;
import io.leat.engine.port.Receiver;
import io.leat.engine.port.Tally;
import io.leat.function.Expand;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Makes any number of records of each. They go on when the user's function has returned, so that what a later step throws
 * never passes through it.
 */
public final class MapMultiOperator<T extends @Nullable Object, R> extends Receiver<T> {
    private final Expand<? super T, R> function;
    private final Receiver<? super R> next;
    private final Tally tally;
    private final Failures failures;
    private final Deque<R> made = new ArrayDeque<>();
    private final Consumer<R> collect = made::add;

    public MapMultiOperator(Expand<? super T, R> function, Receiver<? super R> next, Tally tally, Failures failures) {
        this.function = function;
        this.next = next;
        this.tally = tally;
        this.failures = failures;
    }

    @Override
    public void receive(T value, long ts, long own) {
        tally.in++;
        try {
            function.apply(value, collect);
        } catch (Exception e) {
            failures.failed(value, ts, e);
        }
        for (R result; (result = made.poll()) != null; ) {
            tally.out++;
            next.receive(result, ts, own);
        }
    }
}
