// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.engine.failure;

import io.leat.failure.DeadLetter;
import java.time.Instant;

/** Takes dead letters. */
public interface Letters {
    void add(DeadLetter letter);

    /** Returns the time by the job's clock. */
    Instant now();
}
