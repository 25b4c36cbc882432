// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.engine.replica;

import io.leat.engine.port.Operator;
import io.leat.engine.port.Output;
import io.leat.engine.port.Receiver;
import org.jspecify.annotations.Nullable;

/**
 * The output of an operator: passes records on with the watermark they are judged by further down, which is that of their
 * cause less what the operator holds back.
 */
final class StepOutput implements Output {
    private final Receiver<@Nullable Object>[] receivers;
    private final boolean[] read;
    private @Nullable Operator<?, ?> operator;
    private long cause = Long.MIN_VALUE;

    /** {@code read} tells which outputs somebody reads. */
    StepOutput(Receiver<@Nullable Object>[] receivers, boolean[] read) {
        this.receivers = receivers;
        this.read = read;
    }

    void serve(Operator<?, ?> served) {
        operator = served;
    }

    /** Says at which watermark the record or timer came that causes what is emitted next. */
    void causedAt(long watermark) {
        cause = watermark;
    }

    @Override
    @SuppressWarnings("NullAway") // the type includes null, which NullAway does not read from type arguments
    public void emit(int output, @Nullable Object value, long ts) {
        long own = operator == null ? cause : operator.heldBack(cause);
        receivers[output].receive(value, ts, own);
    }

    @Override
    public boolean isRead(int output) {
        return read[output];
    }
}
