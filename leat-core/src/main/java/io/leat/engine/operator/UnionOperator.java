// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.engine.operator;

import io.leat.engine.port.Receiver;
import io.leat.engine.port.Tally;
import org.jspecify.annotations.Nullable;

/** Passes on what comes from any of its inputs. */
public final class UnionOperator<T extends @Nullable Object> extends Receiver<T> {
    private final Receiver<? super T> next;
    private final Tally tally;

    public UnionOperator(Receiver<? super T> next, Tally tally) {
        this.next = next;
        this.tally = tally;
    }

    @Override
    public void receive(T value, long ts, long own) {
        tally.in++;
        next.receive(value, ts, own);
    }
}
