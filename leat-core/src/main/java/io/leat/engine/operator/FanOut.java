// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.engine.operator;

import io.leat.engine.port.Receiver;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Passes each record to several readers, in the order of their definition. */
public final class FanOut<T extends @Nullable Object> extends Receiver<T> {

    private final Receiver<? super T>[] readers;

    @SuppressWarnings({"unchecked", "rawtypes"}) // a generic array cannot be made otherwise
    private FanOut(List<? extends Receiver<? super T>> readers) {
        this.readers = readers.toArray(new Receiver[0]);
    }

    /** Returns the one reader, one that passes on to all, or one that drops everything if there are none. */
    public static <T extends @Nullable Object> Receiver<T> to(List<? extends Receiver<T>> readers) {
        return switch (readers.size()) {
            case 0 -> new Nobody<>();
            case 1 -> readers.get(0);
            default -> new FanOut<>(readers);
        };
    }

    @Override
    public void receive(T value, long ts, long own) {
        for (Receiver<? super T> reader : readers) {
            reader.receive(value, ts, own);
        }
    }

    /** Drops everything. */
    private static final class Nobody<T extends @Nullable Object> extends Receiver<T> {
        @Override
        public void receive(T value, long ts, long own) {}
    }
}
