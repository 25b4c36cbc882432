// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.engine.measure;

import io.leat.engine.port.Receiver;
import org.jspecify.annotations.Nullable;

/**
 * The way on from where records come into a worker or are made: all but a few go straight on, the few by the way with the taps. Where the
 * speed of a call matters, its owner asks {@link #sampler} itself.
 */
public final class SampledWay extends Receiver<@Nullable Object> {
    private final Receiver<@Nullable Object> next;
    private final Receiver<@Nullable Object> tapped;
    private final Sampler sampler;

    public SampledWay(Receiver<@Nullable Object> next, Receiver<@Nullable Object> tapped, Sampler sampler) {
        this.next = next;
        this.tapped = tapped;
        this.sampler = sampler;
    }

    /** Returns the way without taps. */
    public Receiver<@Nullable Object> next() {
        return next;
    }

    /** Returns the way with taps. */
    public Receiver<@Nullable Object> tapped() {
        return tapped;
    }

    public Sampler sampler() {
        return sampler;
    }

    @Override
    @SuppressWarnings("NullAway") // the type includes null, which NullAway does not read from type arguments
    public void receive(@Nullable Object value, long ts, long own) {
        if (sampler.isOpen()) {
            sampler.taken();
            tapped.receive(value, ts, own);
        } else {
            next.receive(value, ts, own);
        }
    }
}
