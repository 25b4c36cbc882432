// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.engine.directory.format;

/** A segment or base. */
public record FileRef(FileKind kind, long number) {
    public String name() {
        return kind.fileName(number);
    }
}
