// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.engine.operator.lookup;

import io.leat.codec.BinaryReader;
import io.leat.codec.BinaryWriter;
import io.leat.codec.Codec;
import io.leat.codec.DynamicCodec;
import io.leat.engine.port.Entry;
import io.leat.engine.port.StateCodec;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The records whose results are not out yet, in the order of their coming. All operations are O(1). Requests are no part of
 * the state: a record that is read back is one whose request has not begun.
 */
public final class LookupQueue extends Entry {
    private @Nullable Pending first;
    private @Nullable Pending last;
    private @Nullable Pending nextToBegin;
    private int size;

    int size() {
        return size;
    }

    boolean isEmpty() {
        return size == 0;
    }

    @Nullable
    Pending first() {
        return first;
    }

    /** Returns the segment of the last record; the queue must not be empty. */
    long lastSegment() {
        return Objects.requireNonNull(last).segment;
    }

    void add(Pending pending) {
        pending.before = last;
        if (last == null) {
            first = pending;
        } else {
            last.behind = pending;
        }
        last = pending;
        if (nextToBegin == null) {
            nextToBegin = pending;
        }
        size++;
    }

    /** Returns the first record whose request has not begun, and takes it for begun; null if there is none. */
    @Nullable
    Pending pollToBegin() {
        Pending next = nextToBegin;
        if (next != null) {
            nextToBegin = next.behind;
        }
        return next;
    }

    /** Removes a record whose request has begun. */
    void remove(Pending pending) {
        if (pending.before == null) {
            first = pending.behind;
        } else {
            pending.before.behind = pending.behind;
        }
        if (pending.behind == null) {
            last = pending.before;
        } else {
            pending.behind.before = pending.before;
        }
        size--;
    }

    /** Returns the codec; {@code values} writes the records. */
    public static StateCodec<LookupQueue> codec(DynamicCodec values) {
        Codec<@Nullable Object> records = values.nullable();
        return new StateCodec<>() {
            @Override
            @SuppressWarnings("NullAway") // the type includes null, which NullAway does not read from type arguments
            public void write(LookupQueue queue, BinaryWriter out) {
                out.writeInt(queue.size);
                for (Pending p = queue.first; p != null; p = p.behind) {
                    records.write(p.value, out);
                    out.writeLong(p.ts);
                    out.writeLong(p.own);
                }
            }

            @Override
            public LookupQueue read(BinaryReader in) {
                LookupQueue queue = new LookupQueue();
                for (int n = in.readInt(); n > 0; n--) {
                    queue.add(new Pending(records.read(in), in.readLong(), in.readLong()));
                }
                return queue;
            }

            @Override
            public String describe() {
                return "many<pending[value:" + records.schema() + ",time:long,own:long]>";
            }
        };
    }
}
