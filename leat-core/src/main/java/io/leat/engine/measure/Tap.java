// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.engine.measure;

import io.leat.engine.port.KeyedReceiver;
import io.leat.engine.port.Receiver;
import io.leat.graph.Step;
import org.jspecify.annotations.Nullable;

/** Takes note of the records that leave an output, and passes them on. */
public final class Tap extends Receiver<@Nullable Object> {
    private final Samples samples;
    private final Step.Origin output;
    private final Receiver<@Nullable Object> next;

    public Tap(Samples samples, Step.Origin output, Receiver<@Nullable Object> next) {
        this.samples = samples;
        this.output = output;
        this.next = next;
    }

    @Override
    @SuppressWarnings("NullAway") // the type includes null, which NullAway does not read from type arguments
    public void receive(@Nullable Object value, long ts, long own) {
        samples.seen(output, null, value, ts);
        next.receive(value, ts, own);
    }

    /** Returns what takes note of records with their keys. */
    public static KeyedReceiver<Object, Object> ofKeys(Samples samples, Step.Origin output) {
        return (key, hash, value, ts, own) -> samples.seen(output, key, value, ts);
    }
}
