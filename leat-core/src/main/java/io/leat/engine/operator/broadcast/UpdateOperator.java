// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.engine.operator.broadcast;

import io.leat.engine.port.Failures;
import io.leat.engine.port.KeyedReceiver;
import io.leat.function.Condition;
import org.jspecify.annotations.Nullable;

/** Makes an update of each record: asks, once for all workers, whether it removes its key. */
public final class UpdateOperator implements KeyedReceiver<Object, Object> {
    private final @Nullable Condition<Object> gone;
    private final int sender;
    private final KeyedReceiver<Object, Object> next;
    private final Failures failures;

    /** {@code gone} tells which records remove their key; null if none does. */
    @SuppressWarnings("unchecked") // the condition was given for the records of this stream
    public UpdateOperator(
            @Nullable Condition<?> gone, int sender, KeyedReceiver<Object, Object> next, Failures failures) {
        this.gone = (Condition<Object>) gone;
        this.sender = sender;
        this.next = next;
        this.failures = failures;
    }

    @Override
    public void receive(Object key, int hash, Object value, long ts, long own) {
        boolean removes;
        try {
            removes = gone != null && gone.test(value);
        } catch (Exception e) {
            failures.failed(value, ts, e);
            return;
        }
        next.receive(key, hash, new Update(removes ? null : value, sender), ts, own);
    }
}
