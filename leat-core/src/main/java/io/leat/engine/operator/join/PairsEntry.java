// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.engine.operator.join;

import io.leat.engine.collection.TimedBuffer;
import io.leat.engine.operator.window.Accumulator;
import io.leat.engine.port.Entry;
import org.jspecify.annotations.Nullable;

/** What a window of a window join keeps: the records of both sides. */
final class PairsEntry extends Entry implements Accumulator {
    final TimedBuffer left = new TimedBuffer();
    final TimedBuffer right = new TimedBuffer();

    @Override
    public void add(int input, @Nullable Object value, long ts) {
        (input == 0 ? left : right).add(value, ts);
    }
}
