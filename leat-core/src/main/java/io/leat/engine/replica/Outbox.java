// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.engine.replica;

import io.leat.codec.BinaryReader;
import io.leat.codec.BinaryWriter;
import io.leat.codec.DynamicCodec;
import io.leat.connector.Result;
import io.leat.connector.SinkWriter;
import java.util.Iterator;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;

/** Keeps the results of an epoch, as bytes, for a sink that gets them when the epoch is sealed. */
public final class Outbox implements SinkWriter<@Nullable Object> {
    /** With more bytes than this the epoch should end. */
    private static final int FULL_BYTES = 32 << 20;

    private final DynamicCodec codec;
    private BinaryWriter results = new BinaryWriter();
    private final BinaryWriter result = new BinaryWriter();
    private byte[] cut = {};

    Outbox(DynamicCodec codec) {
        this.codec = codec;
    }

    @Override
    public void write(@Nullable Object value, long timestamp) {
        result.reset(); // one that cannot be written leaves nothing behind
        codec.write(value, result);
        results.writeLong(timestamp);
        results.writeRaw(result);
    }

    @Override
    public @Nullable String checkpoint(long epoch) {
        cut = results.toByteArray();
        results = new BinaryWriter(cut.length);
        return null;
    }

    boolean isFull() {
        return results.size() > FULL_BYTES;
    }

    /** Returns the results of the epoch that was cut last. */
    byte[] take() {
        return cut;
    }

    /** Returns the results that an outbox gave. */
    public static Iterable<Result<@Nullable Object>> results(byte[] bytes, DynamicCodec codec) {
        return () -> new Iterator<>() {
            private final BinaryReader in = new BinaryReader(bytes);

            @Override
            public boolean hasNext() {
                return in.remaining() > 0;
            }

            @Override
            @SuppressWarnings("NullAway") // a result may be null, which NullAway does not read from type arguments
            public Result<@Nullable Object> next() {
                if (!hasNext()) {
                    throw new NoSuchElementException();
                }
                long timestamp = in.readLong();
                return new Result<>(codec.read(in), timestamp);
            }
        };
    }
}
