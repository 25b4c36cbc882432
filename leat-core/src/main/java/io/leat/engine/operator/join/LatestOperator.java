// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.engine.operator.join;

import io.leat.engine.port.Operator;
import io.leat.engine.port.Output;
import io.leat.engine.port.Tally;
import io.leat.graph.Step;
import org.jspecify.annotations.Nullable;

/** A table of a stream: passes on the records that become the latest of their key; others are late. */
public final class LatestOperator<K extends @Nullable Object> implements Operator<K, @Nullable Object> {
    private final LatestValues<K> values;
    private final Output output;
    private final Tally tally;

    public LatestOperator(LatestValues<K> values, Output output, Tally tally) {
        this.values = values;
        this.output = output;
        this.tally = tally;
    }

    @Override
    public void onRecord(int input, K key, int hash, @Nullable Object value, long ts, long w) {
        tally.in++;
        if (values.take(key, hash, value, ts, w)) {
            tally.out++;
            output.emit(Step.MAIN, value, ts);
        } else {
            tally.late++;
            output.emit(Step.LATE, value, ts);
        }
    }

    @Override
    public void onDue(K key, int hash, long namespace, long time) {
        values.due(key, hash, time);
    }
}
