// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.engine.log.segment;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** What a log has on disk is not what was written there. */
public final class DamagedLogException extends IOException {
    private static final long serialVersionUID = 1L;

    public DamagedLogException(String file, long offset, String what) {
        this(file, offset, what, null);
    }

    public DamagedLogException(String file, long offset, String what, @Nullable Throwable cause) {
        super(
                "the event log is damaged: " + file + " at byte " + offset + ": " + what
                        + ". Cure: bring the directory back from a copy",
                cause);
    }
}
