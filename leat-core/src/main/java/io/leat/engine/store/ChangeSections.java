// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.engine.store;

import io.leat.codec.BinaryWriter;
import io.leat.engine.directory.ChangeWriter;
import io.leat.engine.directory.Changes;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What has changed in an epoch, by key group: operations in the order in which they are to be applied. One thread at a time. */
public final class ChangeSections {
    /** The first buffer of a key group. */
    private static final int FEW_BYTES = 64;

    private final int first;
    private final @Nullable BinaryWriter[] bytes;
    private final @Nullable ChangeWriter[] writers;
    /** How many groups are handed over of those that are to be. */
    private int drained;

    public ChangeSections(KeyGroups.Range groups) {
        this.first = groups.first();
        this.bytes = new @Nullable BinaryWriter[groups.size()];
        this.writers = new @Nullable ChangeWriter[groups.size()];
    }

    /** Returns what writes to a key group. */
    public ChangeWriter of(int group) {
        int index = group - first;
        ChangeWriter writer = writers[index];
        if (writer == null) {
            BinaryWriter buffer = new BinaryWriter(FEW_BYTES);
            writer = new ChangeWriter(buffer);
            bytes[index] = buffer;
            writers[index] = writer;
        }
        return writer;
    }

    /**
     * Hands over what was written of the groups of a range, one group after the other until it is so many bytes, and begins anew: with
     * room for as much, as epochs mostly change as much. That room is to be cleared, which takes as long as it is large.
     *
     * @return whether all was handed over; if not, the next call goes on
     */
    public boolean drain(String step, KeyGroups.Range wanted, int atMost, List<Changes> into) {
        for (int handed = 0; drained < bytes.length && handed < atMost; drained++) {
            handed += drain(drained, step, wanted, into);
        }
        boolean all = drained == bytes.length;
        drained = all ? 0 : drained;
        return all;
    }

    private int drain(int index, String step, KeyGroups.Range wanted, List<Changes> into) {
        BinaryWriter buffer = bytes[index];
        int size = buffer == null ? 0 : buffer.size();
        if (buffer == null || size == 0) { // not written to for an epoch
            bytes[index] = null;
            writers[index] = null;
        } else if (wanted.contains(first + index)) {
            into.add(new Changes(step, first + index, buffer.handOver(size + FEW_BYTES), size));
        } else {
            buffer.reset();
        }
        return size;
    }
}
