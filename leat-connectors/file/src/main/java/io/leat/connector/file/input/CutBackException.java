// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.connector.file.input;

import java.io.IOException;

/** A growing file has become shorter, or what was read of it another content, while it was open. */
final class CutBackException extends IOException {
    private static final long serialVersionUID = 1L;

    CutBackException() {
        super("the file was cut back while it was read");
    }
}
