// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.observe;

import java.util.List;

/**
 * The records that went into a result of a window, as far as they were taken note of.
 *
 * @param records oldest first
 * @param complete whether these are all: none of that time can have gone by unseen, or was forgotten since. Always false for windows that
 *     go by the number of events
 */
public record Inputs(List<Seen> records, boolean complete) {
    public Inputs {
        records = List.copyOf(records);
    }
}
