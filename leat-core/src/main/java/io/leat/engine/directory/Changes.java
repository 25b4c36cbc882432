// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.engine.directory;

import java.util.Objects;

/**
 * What an epoch has changed in the state of one key group of a step: operations, in the form that {@link ChangeWriter} writes.
 *
 * @param bytes of which the first {@code length} count
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record Changes(String step, int group, byte[] bytes, int length) {
    public Changes {
        Objects.checkFromIndexSize(0, length, bytes.length);
    }
}
