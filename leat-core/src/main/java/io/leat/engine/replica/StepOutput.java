// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.engine.replica;

import io.leat.engine.measure.Sampler;
import io.leat.engine.measure.Samples;
import io.leat.engine.port.Operator;
import io.leat.engine.port.Output;
import io.leat.engine.port.Receiver;
import io.leat.graph.Step;
import io.leat.window.WindowResult;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The output of an operator: passes records on with the watermark they are judged by further down, which is that of their
 * cause less what the operator holds back. While somebody looks, some of them are taken note of.
 */
final class StepOutput implements Output {
    private final Step step;
    private final Receiver<@Nullable Object>[] receivers;
    private final Receiver<@Nullable Object>[] tapped;
    private final boolean[] read;
    private final Sampler sampler;
    private final Samples samples;
    private @Nullable Operator<?, ?> operator;
    private LongSupplier merged = () -> Long.MIN_VALUE;
    private long cause = Long.MIN_VALUE;

    /**
     * Makes the outputs of a step, as many as {@link Step#OUTPUTS}.
     *
     * @param tapped the ways on for records that are taken note of
     * @param read tells which outputs somebody reads
     */
    StepOutput(
            Step step,
            Receiver<@Nullable Object>[] receivers,
            Receiver<@Nullable Object>[] tapped,
            boolean[] read,
            Sampler sampler,
            Samples samples) {
        this.step = step;
        this.receivers = receivers;
        this.tapped = tapped;
        this.read = read;
        this.sampler = sampler;
        this.samples = samples;
    }

    /** {@code mergedWatermark}: that of the operator's place. */
    void serve(Operator<?, ?> served, LongSupplier mergedWatermark) {
        operator = served;
        merged = mergedWatermark;
    }

    /** Says at which watermark the record or timer came that causes what is emitted next. */
    void causedAt(long watermark) {
        cause = watermark;
    }

    @Override
    @SuppressWarnings("NullAway") // the type includes null, which NullAway does not read from type arguments
    public void emit(int output, @Nullable Object value, long ts) {
        long own = operator == null ? cause : operator.heldBack(cause);
        if (sampler.isOpen()) {
            sampled(output, value, ts, own);
        } else {
            receivers[output].receive(value, ts, own);
        }
    }

    @SuppressWarnings("NullAway") // the type includes null, which NullAway does not read from type arguments
    private void sampled(int output, @Nullable Object value, long ts, long own) {
        sampler.taken();
        if (step.isLate(output)) {
            samples.missed(step, value, ts, cause);
        } else if (isPanes(output) && value instanceof WindowResult<?, ?> result) {
            samples.fired(step, result, merged.getAsLong());
        }
        tapped[output].receive(value, ts, own);
    }

    @Override
    public boolean isRead(int output) {
        return read[output];
    }

    @Override
    public boolean isWanted(int output) {
        return read[output] || (isPanes(output) && sampler.isOpen());
    }

    private boolean isPanes(int output) {
        return output == Step.PANES && step instanceof Step.Window;
    }
}
