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

    /** Hands over what was written of the groups of a range, and begins anew: with room for as much, as epochs mostly change as much. */
    public void drain(String step, KeyGroups.Range wanted, List<Changes> into) {
        for (int i = 0; i < bytes.length; i++) {
            BinaryWriter buffer = bytes[i];
            if (buffer == null) {
                continue;
            }
            int size = buffer.size();
            if (size == 0) { // not written to for an epoch
                bytes[i] = null;
                writers[i] = null;
            } else if (wanted.contains(first + i)) {
                into.add(new Changes(step, first + i, buffer.handOver(size + FEW_BYTES), size));
            } else {
                buffer.reset();
            }
        }
    }
}
