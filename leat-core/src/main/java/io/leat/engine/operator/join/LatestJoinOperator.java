// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.engine.operator.join;

import io.leat.engine.port.Operator;
import io.leat.engine.port.Tally;
import org.jspecify.annotations.Nullable;

/**
 * Join with the latest: each left record at once with the latest value of the right side that has arrived. No left record is late,
 * and it goes on with the watermark it came with; a right one is if it is not the latest when it comes.
 */
public final class LatestJoinOperator<K extends @Nullable Object> implements Operator<K, @Nullable Object> {
    private final LatestValues<K> right;
    private final Pairing pairing;
    private final Tally tally;

    public LatestJoinOperator(LatestValues<K> right, Pairing pairing, Tally tally) {
        this.right = right;
        this.pairing = pairing;
        this.tally = tally;
    }

    @Override
    public void onRecord(int input, K key, int hash, @Nullable Object value, long ts, long w) {
        tally.in++;
        if (input != Pairing.LEFT) {
            if (!right.take(key, hash, value, ts, w)) {
                pairing.late(input, value, ts);
            }
            return;
        }
        LatestValue partner = right.find(key, hash, w);
        if (partner == null) {
            pairing.alone(input, value, ts);
        } else {
            pairing.pair(value, partner.value(), ts);
        }
    }

    @Override
    public void onDue(K key, int hash, long namespace, long time) {
        right.due(key, hash, time);
    }
}
