// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.connector.file.part;

import io.leat.connector.SinkWriter;
import java.io.IOException;

/** Parts without epochs of a job: a part ends where the sink is flushed and a limit reached, and when the sink is closed. */
final class LooseParts implements SinkWriter<CharSequence> {
    private final RollingParts parts;
    /** The epochs, each as long as a part. */
    private long epoch;

    LooseParts(RollingParts parts) {
        this.parts = parts;
    }

    @Override
    public void write(CharSequence row, long timestamp) throws IOException {
        parts.write(row, timestamp);
    }

    @Override
    public void flush() throws IOException {
        if (parts.isDue()) {
            endEpoch();
        }
    }

    private void endEpoch() throws IOException {
        epoch++;
        parts.checkpoint(epoch);
        parts.force(epoch);
        parts.committed(epoch);
    }

    @Override
    public void close() throws IOException {
        try (RollingParts closed = parts) {
            closed.finish();
            endEpoch();
        }
    }
}
