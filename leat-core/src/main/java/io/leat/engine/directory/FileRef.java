// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.engine.directory;

/** A segment or base. */
record FileRef(FileKind kind, long number) {
    String name() {
        return kind.fileName(number);
    }
}
