// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.engine.operator;

import io.leat.codec.Codec;
import io.leat.codec.CodecException;
import io.leat.engine.port.Failures;
import io.leat.engine.port.KeyedReceiver;
import io.leat.engine.port.Receiver;
import io.leat.engine.port.Tally;
import io.leat.function.Mapper;
import java.util.List;
import java.util.Objects;

/** Finds the key of each record and its stable hash, once, and passes all three to everything that goes by this key. */
public final class KeyByOperator<K, T> extends Receiver<T> {
    private static final String NULL_KEY =
            "the key is null: give events that belong together a key, or filter them out before";

    private final Mapper<? super T, ? extends K> key;
    private final Codec<K> codec;
    private final KeyedReceiver<? super K, ? super T>[] readers;
    private final Tally tally;
    private final Failures failures;

    @SuppressWarnings({"unchecked", "rawtypes"}) // a generic array cannot be made otherwise
    public KeyByOperator(
            Mapper<? super T, ? extends K> key,
            Codec<K> codec,
            List<? extends KeyedReceiver<K, T>> readers,
            Tally tally,
            Failures failures) {
        this.key = key;
        this.codec = codec;
        this.readers = readers.toArray(new KeyedReceiver[0]);
        this.tally = tally;
        this.failures = failures;
    }

    @Override
    public void receive(T value, long ts, long own) {
        tally.in++;
        K k;
        try {
            k = Objects.requireNonNull(key.apply(value), NULL_KEY);
        } catch (Exception e) {
            failures.failed(value, ts, e);
            return;
        }
        int hash = hash(k);
        for (KeyedReceiver<? super K, ? super T> reader : readers) {
            reader.receive(k, hash, value, ts, own);
        }
    }

    /** A key that cannot be hashed is a mistake in the pipeline, not in the record: it ends the job. */
    private int hash(K k) {
        if (k instanceof String text) {
            return text.hashCode(); // as every codec defines it, without the way there
        }
        try {
            return codec.hash(k);
        } catch (CodecException e) {
            throw failures.fatal(e);
        }
    }
}
