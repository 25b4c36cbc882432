// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.engine.operator;

import io.leat.engine.port.Failures;
import io.leat.engine.port.Receiver;
import io.leat.engine.port.Tally;
import io.leat.function.Mapper;
import java.util.Iterator;
import org.jspecify.annotations.Nullable;

/** Makes the elements of a collection of each record. */
public final class FlatMapOperator<T extends @Nullable Object, R extends @Nullable Object> extends Receiver<T> {
    private final Mapper<? super T, ? extends Iterable<? extends R>> function;
    private final Receiver<? super R> next;
    private final Tally tally;
    private final Failures failures;

    public FlatMapOperator(
            Mapper<? super T, ? extends Iterable<? extends R>> function,
            Receiver<? super R> next,
            Tally tally,
            Failures failures) {
        this.function = function;
        this.next = next;
        this.tally = tally;
        this.failures = failures;
    }

    @Override
    public void receive(T value, long ts, long own) {
        tally.in++;
        Iterator<? extends R> elements;
        try {
            elements = function.apply(value).iterator();
        } catch (Exception e) {
            failures.failed(value, ts, e);
            return;
        }
        pushAll(elements, value, ts, own);
    }

    /** The collection may be lazy, so that walking it is user code too; what next does with an element is not. */
    private void pushAll(Iterator<? extends R> elements, T value, long ts, long own) {
        while (true) {
            R element;
            try {
                if (!elements.hasNext()) {
                    return;
                }
                element = elements.next();
            } catch (Exception e) {
                failures.failed(value, ts, e);
                return;
            }
            tally.out++;
            next.receive(element, ts, own);
        }
    }
}
