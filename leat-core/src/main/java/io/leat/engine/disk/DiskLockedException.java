// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.engine.disk;

import java.io.IOException;

/** A directory is in use by another. */
public final class DiskLockedException extends IOException {
    private static final long serialVersionUID = 1L;

    public DiskLockedException(String message) {
        super(message);
    }
}
