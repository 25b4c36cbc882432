// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.connector.file.input;

import java.io.IOException;

/** A file is not as it was when it was read. */
final class ChangedException extends IOException {
    private static final long serialVersionUID = 1L;

    ChangedException(String message) {
        super(message);
    }
}
