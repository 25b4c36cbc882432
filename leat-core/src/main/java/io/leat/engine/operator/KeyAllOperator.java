// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.engine.operator;

import io.leat.engine.port.KeyedReceiver;
import io.leat.engine.port.Receiver;
import io.leat.engine.port.Tally;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Puts all records under one key, which is null. */
public final class KeyAllOperator<T> extends Receiver<T> {
    /** The stable hash of the one key. */
    public static final int HASH = 0;

    private final KeyedReceiver<@Nullable Object, ? super T>[] readers;
    private final Tally tally;

    @SuppressWarnings({"unchecked", "rawtypes"}) // a generic array cannot be made otherwise
    public KeyAllOperator(List<? extends KeyedReceiver<@Nullable Object, T>> readers, Tally tally) {
        this.readers = readers.toArray(new KeyedReceiver[0]);
        this.tally = tally;
    }

    @Override
    @SuppressWarnings("NullAway") // the type includes null, which NullAway does not read from type arguments
    public void receive(T value, long ts, long own) {
        tally.in++;
        for (KeyedReceiver<@Nullable Object, ? super T> reader : readers) {
            reader.receive(null, HASH, value, ts, own);
        }
    }
}
