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
    /** A buffer that has grown beyond this is not kept for the next epoch. */
    private static final int KEPT_BYTES = 1 << 18;

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
            BinaryWriter buffer = new BinaryWriter();
            writer = new ChangeWriter(buffer);
            bytes[index] = buffer;
            writers[index] = writer;
        }
        return writer;
    }

    /** Hands over what was written of the groups of a range, and begins anew. */
    public void drain(String step, KeyGroups.Range wanted, List<Changes> into) {
        for (int i = 0; i < bytes.length; i++) {
            BinaryWriter buffer = bytes[i];
            if (buffer == null || buffer.size() == 0) {
                continue;
            }
            if (wanted.contains(first + i)) {
                byte[] copy = buffer.toByteArray();
                into.add(new Changes(step, first + i, copy, copy.length));
            }
            if (buffer.size() > KEPT_BYTES) {
                bytes[i] = null;
                writers[i] = null;
            } else {
                buffer.reset();
            }
        }
    }
}
