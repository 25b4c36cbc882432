// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.format.avro;

import java.io.IOException;

/** Bytes that are not what the schema says. Without a stack trace: it is about the input, and there may be many. */
final class Damaged extends IOException {
    private static final long serialVersionUID = 1L;

    Damaged(String reason) {
        super(reason);
    }

    @Override
    public synchronized Throwable fillInStackTrace() {
        return this;
    }
}
