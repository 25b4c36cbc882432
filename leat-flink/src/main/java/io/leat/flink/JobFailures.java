// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.flink;

import io.leat.engine.port.Failures;
import io.leat.engine.port.StepFailedException;
import org.jspecify.annotations.Nullable;

/** Ends the job on a record that cannot be processed, since there is nowhere to put dead letters here yet. */
record JobFailures(String step) implements Failures {
    @Override
    public void failed(@Nullable Object value, long ts, Exception cause) {
        throw fatal(cause);
    }

    @Override
    public RuntimeException fatal(Exception cause) {
        return new StepFailedException(step, cause);
    }
}
