// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.engine.directory;

import java.io.IOException;

/** What reads the state of a key group, run by run. */
@FunctionalInterface
public interface ChangesVisitor {
    /** Called with operations that {@link ChangeWriter} wrote, whole ones. The array is the visitor's to keep, not to change. */
    void visit(byte[] bytes, int offset, int length) throws IOException;
}
